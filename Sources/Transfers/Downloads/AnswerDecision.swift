internal import Core

/// What to do with an answer, told from its head and from what was asked: a pure function.
enum AnswerDecision {
  /// The body begins at this byte of the file, which has `total` bytes where that is known.
  case take(from: Int64, total: Int64?)
  /// What is there is all there is.
  case complete
  /// What is there is not a part of what the server has now: ask again, for all of it.
  case startOver
  case follow(String)
  /// The server has no time now; it may say when it will.
  case later(status: Int, Duration?)
  case refuse(Fault)

  /// - Parameters:
  ///   - offset: the first byte that was asked for.
  init(
    _ head: TransferHead, offset: Int64, wish: DownloadWish
  ) {
    switch head.status {
    case 200: self = Self.take(head, from: 0, total: head.length, wish)
    case 206:
      guard offset > 0, let range = head.range, range.first == offset else {
        self = .startOver
        return
      }
      self = Self.take(
        head, from: offset, total: range.total ?? head.length.map { $0 + offset }, wish)
    case 416:
      // Asked for what begins at the end of a file that is whole.
      self = offset > 0 && head.range?.total == offset ? .complete : .startOver
    case 301, 302, 303, 307, 308:
      self =
        head["location"].map { .follow($0) }
        ?? .refuse(.transfer(wish, "sends on to nowhere", "Try again later or by a mirror."))
    case 408, 425, 429, 500...599:
      let seconds = head["retry-after"].flatMap { Int($0) }.map { Duration.seconds(max(0, $0)) }
      self = .later(status: head.status, seconds)
    case 401, 403:
      self = .refuse(
        .transfer(
          wish, "does not give the file to everybody (status \(head.status))",
          "Fetch it by hand and add it: semblance models add FOLDER", code: "transfer.forbidden"))
    case 404, 410:
      self = .refuse(
        .transfer(
          wish, "does not have the file (status \(head.status))",
          "Check the address, or try another mirror.", code: "transfer.missing"))
    default:
      self = .refuse(
        .transfer(
          wish, "answers with status \(head.status)", "Try again later or by a mirror.",
          code: "transfer.status"))
    }
  }

  private static func take(
    _ head: TransferHead, from offset: Int64, total: Int64?, _ wish: DownloadWish
  ) -> AnswerDecision {
    if head.isPage {
      return .refuse(.page(wish))
    }
    if let coding = head["content-encoding"], coding.lowercased() != "identity" {
      return .refuse(
        .transfer(
          wish, "sends the file in another coding than asked for (\(coding))",
          "Try another mirror."))
    }
    if let total, let wanted = wish.bytes, total != wanted {
      return .refuse(
        .transfer(
          wish, "has \(total) bytes where there should be \(wanted)",
          "It is another version of the file, or a damaged one: try another mirror.",
          code: "transfer.size"))
    }
    if let total, total > wish.mostBytes { return .refuse(.tooLong(wish)) }
    return .take(from: offset, total: total ?? wish.bytes)
  }
}
