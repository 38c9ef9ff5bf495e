import Core
import Fingerprints
import Grouping
import Kernels
import Testing

@Suite struct DuplicateFinderTests {
  private static let crop = AffineMap(x0: 0.06, xx: 0.9, xy: 0, y0: 0.03, yx: 0, yy: 0.9)
  private static let tilt = AffineMap(
    x0: 0.05, xx: 0.93, xy: -0.034, y0: 0.02, yx: 0.034, yy: 0.93)

  @Test func everyKindOfCopyJoinsItsOriginal() throws {
    for seed in 0..<6 {
      let picture = PaintedPicture(seed: seed)
      var library = PaintedLibrary()
      let original = library.add("original", picture.plane(), richness: 5)
      let kinds: [Int: DuplicateKind] = [
        library.add("resaved", picture.plane { $0 + 0.6 }, width: 600, height: 600): .resaved,
        library.add("brighter", picture.plane { 1.25 * $0 }): .recoloured,
        library.add("grey", picture.plane(), chroma: 128): .recoloured,
        library.add("turned", Dihedral.rotate90.apply(to: picture.plane())): .rotated,
        library.add("mirrored", Dihedral.mirror.apply(to: picture.plane())): .rotated,
        library.add("cropped", picture.plane(Self.crop), width: 1080, height: 1080): .cropped,
        library.add("tilted", picture.plane(Self.tilt), width: 1100, height: 1100): .cropped,
        library.add(
          "captioned",
          picture.plane(paint: { x, y in
            (0.2...0.5).contains(x) && (0.82...0.88).contains(y) ? 250 : nil
          })): .overlaid,
      ]
      let report = try library.report()
      #expect(report.groups.count == 1)
      let group = try #require(report.groups.first)
      #expect(group.keeper == original)
      #expect(Set(group.members.map(\.item)) == Set(kinds.keys), "seed \(seed)")
      for member in group.members {
        #expect(
          member.evidence.kind == kinds[member.item],
          "\(library.items[member.item].path), seed \(seed)")
        #expect((50...100).contains(member.evidence.confidence))
      }
    }
  }

  @Test func differentPicturesAreNotGrouped() throws {
    var library = PaintedLibrary()
    for seed in 100..<180 { library.add("picture-\(seed)", PaintedPicture(seed: seed).plane()) }
    let report = try library.report()
    #expect(report.groups.isEmpty && report.bursts.isEmpty)
  }

  @Test func framesOfABurstAreAMomentNotACopy() throws {
    let scene = PaintedPicture(seed: 5)
    let subject = PaintedPicture(seed: 6)
    var library = PaintedLibrary()
    for frame in 0..<3 {
      let shift = 0.012 * Float(frame)
      let background = scene.plane(
        AffineMap(x0: shift, xx: 1, xy: 0, y0: shift / 2, yx: 0, yy: 1))
      let figure = subject.plane()
      let left = 30 + 9 * frame
      var plane = background
      for row in 50..<80 {
        for column in left..<(left + 26) {
          plane.samples[row * 128 + column] = figure.samples[(row - 20) * 128 + column - 9 * frame]
        }
      }
      library.add("frame-\(frame)", plane)
    }
    let report = try library.report()
    #expect(report.groups.isEmpty)
    #expect(report.bursts.count == 1 && report.bursts[0].items.count >= 2)
  }

  @Test func twoCaptureTimesAreTwoShotsHoweverAlike() throws {
    let picture = PaintedPicture(seed: 9)
    var library = PaintedLibrary()
    library.add("first", picture.plane(), taken: "2024-05-01T10:00:00")
    library.add("second", picture.plane { $0 + 0.5 }, taken: "2024-05-01T10:00:01")
    let report = try library.report()
    #expect(report.groups.isEmpty)
    #expect(report.bursts.count == 1)
  }

  @Test func flatPicturesAreComparedByPixelsOnly() throws {
    var library = PaintedLibrary()
    for level in 0..<5 {
      let samples = (0..<(128 * 128)).map { UInt8(40 + level + $0 / 128 / 64) }
      library.add("flat-\(level)", LumaPlane(width: 128, height: 128, samples: samples))
    }
    #expect(try library.report().groups.isEmpty)
  }

  @Test func whatAPersonRefusedStaysApart() throws {
    let picture = PaintedPicture(seed: 12)
    var library = PaintedLibrary()
    let one = library.add("one", picture.plane())
    let two = library.add("two", picture.plane { $0 + 0.5 })
    #expect(try library.report().groups.count == 1)
    #expect(try library.report(refused: [PairKey(one, two)]).groups.isEmpty)
  }

  @Test func identicalPixelsAreAskedForOnlyWhereTheyMayBe() throws {
    let picture = PaintedPicture(seed: 14)
    var library = PaintedLibrary()
    library.add("jpeg", picture.plane(), richness: 3)
    library.add("same-pixels", picture.plane())
    library.add("smaller", picture.plane(), width: 600, height: 600)
    let digest = SHA256Digest(bytes: [UInt8](repeating: 7, count: 32))
    let report = try library.report { $0 < 2 ? digest : nil }
    let kinds = Dictionary(
      uniqueKeysWithValues: report.groups[0].members.map { ($0.item, $0.evidence.kind) })
    #expect(kinds == [1: .identicalPixels, 2: .resaved])
  }

  @Test func theOrderOfTheItemsDoesNotMatter() throws {
    var names: [Set<Set<String>>] = []
    for reversed in [false, true] {
      var planes: [(String, LumaPlane)] = []
      for seed in 20..<26 {
        let picture = PaintedPicture(seed: seed)
        planes.append(("\(seed)-a", picture.plane()))
        planes.append(("\(seed)-b", picture.plane { 1.1 * $0 }))
        planes.append(("\(seed)-c", picture.plane(Self.crop)))
      }
      var library = PaintedLibrary()
      for (name, plane) in reversed ? planes.reversed() : planes { library.add(name, plane) }
      let groups = try library.report().groups
      names.append(
        Set(groups.map { Set($0.items.map { library.items[$0].path.display }) }))
      #expect(groups.map { library.items[$0.keeper].path }.isSortedAscending)
    }
    #expect(names[0] == names[1] && names[0].count == 6)
  }

  @Test func aReferenceIsKeptBeforeALargerCopy() throws {
    let picture = PaintedPicture(seed: 31)
    var library = PaintedLibrary()
    library.add("large", picture.plane(), width: 4000, height: 4000)
    let reference = library.add("reference", picture.plane { $0 + 0.5 }, isReference: true)
    let group = try #require(try library.report().groups.first)
    #expect(group.keeper == reference)
    #expect(group.keeperReasons.contains("lies in a reference folder"))
  }

  /// What most copies show stays, though a turned one kept more of its metadata; but never for fewer
  /// pixels.
  @Test func theWayMostCopiesLieIsKept() throws {
    let picture = PaintedPicture(seed: 32)
    for isLarger in [false, true] {
      var library = PaintedLibrary()
      let side = isLarger ? 2400 : 1200
      let turned = library.add(
        "turned", Dihedral.rotate90.apply(to: picture.plane()), width: side, height: side,
        richness: 9)
      let upright = library.add("upright", picture.plane(), richness: 1)
      library.add("resaved", picture.plane { $0 + 0.5 })
      let group = try #require(try library.report().groups.first)
      #expect(group.items.count == 3)
      #expect(group.keeper == (isLarger ? turned : upright))
      #expect(
        isLarger || group.keeperReasons.contains("lies as most of its copies do"),
        "\(group.keeperReasons)")
    }
  }

  @Test func cancellationEndsTheSearch() throws {
    var library = PaintedLibrary()
    for seed in 0..<4 { library.add("p\(seed)", PaintedPicture(seed: seed).plane()) }
    let token = CancellationToken()
    token.cancel()
    let cancelled = library
    #expect(throws: Cancelled.self) {
      _ = try DuplicateFinder().report(
        on: cancelled.items, lumas: cancelled, pixelDigest: { _ in nil }, cancellation: token)
    }
  }
}

extension Array where Element: Comparable {
  fileprivate var isSortedAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}
