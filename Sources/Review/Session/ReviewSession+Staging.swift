package import Core

extension ReviewSession {
  /// Carries out a plan: moves its units to where the plan says, each verified just before.
  ///
  /// A unit is refused, named, and left as it was when one of its files has changed since the
  /// report, when none of a picture's keepers is there and unchanged, or when a file cannot be
  /// moved (full disk, permission, read-only target); the others go on. A name that was taken since
  /// the plan was made gets the next free suffix.
  ///
  /// - Parameter verifiesDigests: whether to read again every picture and keeper of which the plan
  ///   knows the digest, instead of trusting size, time and inode.
  /// - Throws: a `Fault` when the journal cannot be written.
  package func stage(
    _ plan: ReviewPlan, verifiesDigests: Bool = true,
    cancellation: CancellationToken = CancellationToken(),
    progress: (ReviewProgress) -> Void = { _ in }
  ) throws(Fault) -> ReviewOutcome {
    let action = journal.ledger.nextAction
    let date = clock()
    var clashes = NameClash()
    var verified: Set<ReviewedFile> = []
    let pending = plan.units.enumerated().map { index, unit in
      PendingUnit(picture: unit.picture) { () throws(Fault) -> Transfer in
        for planned in unit.files { try planned.file.check(digesting: verifiesDigests) }
        for choices in unit.keepers {
          let isNew = !choices.contains(where: verified.contains)
          try Self.checkKeepers(
            [choices], digesting: verifiesDigests && isNew, picture: unit.picture)
          verified.formUnion(choices)
        }
        let destinations = try clashes.resolve(unit.files.map(\.clashName))
        return Self.transfer(
          of: unit, to: destinations, at: .staged, id: UnitID(action: action, number: index + 1),
          date: date)
      }
    }
    return try perform(.stage, pending, cancellation: cancellation, progress: progress)
  }

  /// The first move of a unit, out of a plan.
  ///
  /// - Parameter way: `.symlink` or `.copy` where its files stay.
  static func transfer(
    of unit: ReviewPlan.Unit, to destinations: [FilePath], at place: FilePlace, id: UnitID,
    date: Int64, way: TransferWay? = nil
  ) -> Transfer {
    let files = zip(unit.files, destinations).map { planned, destination in
      FileRecord(
        origin: EncodedPath(planned.file.path), staged: EncodedPath(destination),
        current: EncodedPath(planned.file.path), place: .origin,
        stamp: FileStamp(planned.file.identity), modified: planned.file.identity.modified,
        digest: planned.file.digest?.hex, isRequested: planned.isRequested,
        linkText: way == .symlink ? planned.linkText.map { EncodedPath($0) } : nil)
    }
    let record = UnitRecord(
      id: id, files: files, keepers: unit.keepers.map { $0.map(KeeperRecord.init) },
      root: EncodedPath(unit.root), group: unit.group, reason: unit.reason, date: date,
      movedBy: id.action, way: way)
    return Transfer(
      unit: id, place: place,
      moves: files.indices.map { files[$0].move(index: $0, to: files[$0].staged) },
      describes: record, way: way, keepers: unit.keepers)
  }
}

extension ReviewPlan.File {
  /// The name without the suffix that the plan may have given it.
  var clashName: NameClash.Name {
    NameClash.Name(
      folder: destination.parent ?? "/", name: file.path.lastComponent, stemLength: stemLength)
  }
}

extension FileRecord {
  /// The move of this file from where it is.
  func move(index: Int, to target: EncodedPath) -> MoveRecord {
    MoveRecord(
      file: index, from: current, to: target, stamp: stamp, modified: modified, linkText: linkText,
      copy: copy)
  }
}
