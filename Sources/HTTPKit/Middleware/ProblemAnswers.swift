/// Turns whatever is thrown behind it into an answer, which bears the request's name.
package struct ProblemAnswers: HTTPMiddleware {
  private let problem: @Sendable (any Error, HTTPRequest) -> HTTPProblem

  /// - Parameter problem: turns an error that is no ``HTTPProblem`` into one, and logs it.
  package init(problem: @escaping @Sendable (any Error, HTTPRequest) -> HTTPProblem) {
    self.problem = problem
  }

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    let id = request.facts[RequestID.self]?.text
    do {
      return try await next(request)
    } catch let problem as HTTPProblem {
      return problem.response(requestID: id)
    } catch {
      return problem(error, request).response(requestID: id)
    }
  }
}
