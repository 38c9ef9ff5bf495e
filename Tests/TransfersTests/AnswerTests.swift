import Core
import Testing

@testable import Transfers

/// Heads of answers, what is made of them, and how long is waited.
@Suite struct AnswerTests {
  private func head(_ lines: String...) -> TransferHead {
    var head = TransferHead()
    for line in lines { _ = head.add(line: line + "\r\n") }
    return head
  }

  @Test func interimAnswersAreForgotten() {
    let read = head(
      "HTTP/1.1 103 Early Hints", "ETag: \"a\"", "", "HTTP/2 200 ", "eTAG:  \"b\" ",
      "Content-Length: 12")
    #expect(read.status == 200 && read.validator == "\"b\"" && read.length == 12 && !read.isWhole)
    #expect(head("HTTP/1.1 200 OK", "").isWhole)
  }

  @Test(arguments: [
    ("bytes 5-9/10", 5, 10), ("bytes 5-9/*", 5, nil), ("bytes */10", 10, 10),
    ("BYTES 0-0/1", 0, 1),
  ])
  func rangesAreRead(text: String, first: Int64, total: Int64?) {
    let range = head("HTTP/1.1 206 OK", "Content-Range: \(text)").range
    #expect(range?.first == first && range?.total == total)
  }

  @Test(arguments: [
    "", "bytes", "bytes 5", "bytes x-y/z", "items 1-2/3", "bytes -5-2/3", "bytes 5-/9",
    "bytes 9-5/10",
  ])
  func brokenRangesAreNone(text: String) {
    #expect(head("HTTP/1.1 206 OK", "Content-Range: \(text)").range == nil)
  }

  @Test func aHeadMayNotGrowWithoutEnd() {
    var head = TransferHead()
    var isFine = true
    for number in 0..<300 { isFine = head.add(line: "X-\(number): 1\r\n") && isFine }
    #expect(!isFine)
  }

  @Test func aRangeThatWasNotAskedForIsNotTaken() throws {
    let wish = DownloadWish(try TransferAddress("https://host/f"), to: "/tmp/f")
    let answer = head("HTTP/1.1 206 OK", "Content-Range: bytes 7-9/10")
    for offset in [Int64(0), 5] {
      guard case .startOver = AnswerDecision(answer, offset: offset, wish: wish) else {
        Issue.record("taken at \(offset)")
        continue
      }
    }
    guard case .take(7, 10) = AnswerDecision(answer, offset: 7, wish: wish) else {
      Issue.record("not taken")
      return
    }
  }

  @Test func anotherCodingIsRefused() throws {
    let wish = DownloadWish(try TransferAddress("https://host/f"), to: "/tmp/f")
    guard
      case .refuse = AnswerDecision(
        head("HTTP/1.1 200 OK", "Content-Encoding: gzip"), offset: 0, wish: wish)
    else {
      Issue.record("taken")
      return
    }
  }

  @Test func pausesGrowAndProgressBeginsAnew() {
    var plan = RetryPlan()
    plan.most = 3
    #expect(plan.pauseAfterFailure(hadProgress: false) == .seconds(1))
    #expect(plan.pauseAfterFailure(hadProgress: false) == .seconds(2))
    #expect(plan.pauseAfterFailure(hadProgress: true) == .seconds(1))
    #expect(plan.pauseAfterFailure(hadProgress: false, wish: .seconds(20)) == .seconds(20))
    #expect(plan.pauseAfterFailure(hadProgress: false) == .seconds(4))
    #expect(plan.pauseAfterFailure(hadProgress: false) == nil)
    var hurried = RetryPlan()
    #expect(hurried.pauseAfterFailure(hadProgress: true, wish: .seconds(31)) == nil)
  }
}
