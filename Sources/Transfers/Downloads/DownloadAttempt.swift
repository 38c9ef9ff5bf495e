internal import Core

/// One try to bring what is missing of a file: its redirects and its answer, written as it comes.
final class DownloadAttempt {
  enum End {
    /// All bytes are there, though nobody has looked at their digest yet.
    case whole
    /// What is there is worth nothing: begin anew.
    case startOver
    /// It may go better later; `fault` is what it comes to when it does not.
    case later(Fault, wish: Duration?)
  }

  /// So many bytes may have to be fetched again after a power cut.
  private static let stretch: Int64 = 16 << 20

  private let wish: DownloadWish
  private let partPath: FilePath
  private let settings: TransferSettings
  private let cancellation: CancellationToken
  private let onProgress: (DownloadProgress) -> Void
  private var part: PartFile
  private var record: ResumeRecord
  private var decision: AnswerDecision?
  private var fault: Fault?
  private var isBeginning = false

  /// The first byte that this try asks for.
  let offset: Int64
  /// The digest that the server said the file has.
  var stated: String? { record.stated }

  /// - Throws: faults of the file system.
  init(
    _ wish: DownloadWish, part path: FilePath, settings: TransferSettings,
    cancellation: CancellationToken, onProgress: @escaping (DownloadProgress) -> Void
  ) throws(Fault) {
    self.wish = wish
    self.settings = settings
    self.cancellation = cancellation
    self.onProgress = onProgress
    partPath = path
    let known = ResumeRecord(beside: path)
    offset = known?.offset(for: wish, of: PartFile.size(of: path)) ?? 0
    if let known, offset > 0 {
      record = known
    } else {
      record = ResumeRecord(
        address: wish.address.text, validator: nil, total: wish.bytes, stated: nil)
    }
    part = try PartFile(at: path, keeping: offset)
  }

  /// Follows redirects to the file and takes it. What came is on the disk when it returns or throws.
  ///
  /// - Throws: `transfer.…`, faults of the file system, ``Cancelled``.
  func run(_ session: inout TransferSession) throws -> End {
    if offset > 0, offset == record.total { return .whole }
    onProgress(DownloadProgress(done: offset, total: record.total))
    var address = wish.address
    for _ in 0...settings.mostRedirects {
      decision = nil
      let outcome = session.get(
        address, from: offset, validator: record.validator, onHead: look, onBody: take,
        goesOn: { [cancellation] in !cancellation.isCancelled })
      try settle()
      if let fault { throw fault }
      try cancellation.check()
      switch decision {
      case .follow(let location):
        address = try address.following(location)
        continue
      case .refuse(let fault): throw fault
      case .startOver: return .startOver
      case .complete: return .whole
      case .later(let status, let pause):
        let fault = Fault.transfer(
          wish, "has no time for it now (status \(status))", "Run the command again later.",
          code: "transfer.busy")
        return .later(fault, wish: pause)
      case .take, nil: return try end(of: outcome)
      }
    }
    throw Fault.tooManyRedirects(wish)
  }

  private func end(of outcome: TransferOutcome) throws(Fault) -> End {
    if outcome.kind == .done {
      if let total = record.total, part.count < total {
        return .later(
          Fault(TransferOutcome(kind: .cut, message: "the answer was too short"), wish), wish: nil)
      }
      return .whole
    }
    let fault = Fault(outcome, wish)
    // Who never answered is not asked again and again: most often one is not online.
    guard outcome.isPassing, decision != nil || offset > 0 else { throw fault }
    return .later(fault, wish: nil)
  }

  private func look(at head: TransferHead) -> Bool {
    if let digest = head.statedDigest { record.stated = digest }
    let decision = AnswerDecision(head, offset: offset, wish: wish)
    self.decision = decision
    guard case .take(let first, let total) = decision else { return false }
    do throws(Fault) {
      if first != part.count { try part.cut(to: first) }
      isBeginning = first == 0
      if let total, let room = part.room(), total - first > room {
        throw .noRoom(total - first - room, for: wish.place)
      }
      record.total = total
      record.boot = ResumeRecord.presentBoot
      record.durable = first
      // A range is of the version that was asked for.
      if first == 0 { record.validator = head.validator }
      try record.write(beside: partPath)
    } catch {
      fault = error
    }
    return fault == nil
  }

  private func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    do throws(Fault) {
      if isBeginning, Self.isPage(bytes) { throw .page(wish) }
      isBeginning = false
      if part.count + Int64(bytes.count) > record.total ?? wish.mostBytes { throw .tooLong(wish) }
      try part.append(bytes)
      if part.count - record.durable >= Self.stretch { try keep() }
    } catch {
      fault = error
      return false
    }
    onProgress(DownloadProgress(done: part.count, total: record.total))
    return true
  }

  /// Makes sure that what came survives, however the try ended.
  private func settle() throws(Fault) {
    do throws(Fault) {
      if part.count > record.durable { try keep() }
    } catch {
      // The first fault says more.
      if let fault { throw fault }
      throw error
    }
  }

  private func keep() throws(Fault) {
    try part.synchronise()
    record.durable = part.count
    try record.write(beside: partPath)
  }

  /// Pages that log people in to networks come under any type; no model begins like one.
  private static func isPage(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let start = String(decoding: bytes.prefix(64), as: UTF8.self).lowercased()
      .drop { $0.isWhitespace }
    return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
  }
}
