import Core
import Testing

@testable import Query

@Suite struct QueryExpressionTests {
  private func terms(_ words: String...) throws -> [QueryTerm] {
    try QueryExpression(words: words.map { Array($0.utf8) }) {
      $0 == "./pool.jpg" || $0 == "cat.jpg"
    }
    .terms
  }

  private func message(_ words: String...) -> String {
    do {
      _ = try QueryExpression(words: words.map { Array($0.utf8) }) { $0 == "./pool.jpg" }
      return "no fault"
    } catch { return error.message }
  }

  @Test func termsAreSignedAndWeighted() throws {
    #expect(
      try terms("2:golden retriever", "+", "./pool.jpg", "-", "fruit")
        == [
          QueryTerm(.text("golden retriever"), weight: 2), QueryTerm(.file("./pool.jpg")),
          QueryTerm(.text("fruit"), weight: -1),
        ])
    #expect(try terms("a", "red", "bus") == [QueryTerm(.text("a red bus"))])
    #expect(try terms("-", "0.5:fruit") == [QueryTerm(.text("fruit"), weight: -0.5)])
    #expect(
      try terms("cat.jpg", "+", "dog.jpg") == [
        QueryTerm(.file("cat.jpg")), QueryTerm(.text("dog.jpg")),
      ])
    #expect(try terms("12:30 train") == [QueryTerm(.text("30 train"), weight: 12)])
    #expect(try terms() == [])
    let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    #expect(try terms("3:#\(id)") == [QueryTerm(.picture(ULID(id)!), weight: 3)])
  }

  @Test func oneTextHoldsAWholeQuery() throws {
    #expect(
      try QueryExpression("\"2:golden retriever\" + red  bus - \"x - y\"").terms
        == [
          QueryTerm(.text("golden retriever"), weight: 2), QueryTerm(.text("red bus")),
          QueryTerm(.text("x - y"), weight: -1),
        ])
    // What comes over the network reads no files.
    #expect(try QueryExpression("/etc/passwd").terms == [QueryTerm(.text("/etc/passwd"))])
    #expect(try QueryExpression("  ").terms == [])
    #expect(throws: Fault.self) { try QueryExpression("\"open") }
  }

  @Test func mistakesAreNamed() {
    #expect(message("dog", "+") == "a term is missing after '+'")
    #expect(message("dog", "+", "-", "cat") == "a term is missing between '+' and '-'")
    #expect(message("0:dog") == "the weight of term 1 must be above 0 and at most 1000")
    #expect(message("dog", "+", "2:") == "term 2 is empty")
    #expect(message("./none.jpg") == "there is no such file")
    #expect(message("red", "./pool.jpg") == "'./pool.jpg' stands beside other words")
    #expect(
      message("#01ARZ3NDEKTSV4RRFFQ69G5FAUU") == "'#01ARZ3NDEKTSV4RRFFQ69G5FAUU' is no picture's id"
    )
  }
}
