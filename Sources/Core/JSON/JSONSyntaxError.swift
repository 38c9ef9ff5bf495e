/// Where a text stops being JSON, and why.
package struct JSONSyntaxError: Error, Hashable {
  /// What is wrong there, as part of a sentence.
  package let problem: String
  /// Bytes before it.
  package let offset: Int

  package init(problem: String, offset: Int) {
    self.problem = problem
    self.offset = offset
  }
}
