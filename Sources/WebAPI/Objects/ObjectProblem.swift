internal import HTTPKit

/// What goes wrong with an object, in the words that S3's clients know.
struct ObjectProblem: Error, Sendable {
  let status: HTTPStatus
  let code: String
  let message: String

  init(_ status: HTTPStatus, _ code: String, _ message: String) {
    (self.status, self.code, self.message) = (status, code, message)
  }

  static let denied = ObjectProblem(.forbidden, "AccessDenied", "The request is not signed.")
  static let badSignature = ObjectProblem(
    .forbidden, "SignatureDoesNotMatch",
    "The signature is not that of this request. Check the secret key.")
  static let noSuchKey = ObjectProblem(.notFound, "NoSuchKey", "There is no such object.")
  static let noSuchBucket = ObjectProblem(.notFound, "NoSuchBucket", "There is no such bucket.")
  static let noSuchUpload = ObjectProblem(.notFound, "NoSuchUpload", "There is no such upload.")
  static let tooLarge = ObjectProblem(.badRequest, "EntityTooLarge", "The object is too large.")
  static let badDigest = ObjectProblem(
    .badRequest, "BadDigest", "The content is not that of which the request states the digest.")
  static let diskFull = ObjectProblem(
    .insufficientStorage, "InsufficientStorage", "The server's disk is full.")

  static func invalid(_ message: String) -> ObjectProblem {
    ObjectProblem(.badRequest, "InvalidRequest", message)
  }

  static func argument(_ message: String) -> ObjectProblem {
    ObjectProblem(.badRequest, "InvalidArgument", message)
  }

  static func notBuilt(_ what: String) -> ObjectProblem {
    ObjectProblem(HTTPStatus(501), "NotImplemented", "This server has no \(what).")
  }

  func response(requestID: String, resource: String) -> HTTPResponse {
    var fields: HTTPFields = ["Content-Type": "application/xml", "Cache-Control": "no-store"]
    if status == .insufficientStorage || status == .serviceUnavailable || status.code == 429 {
      fields["Retry-After"] = "10"
    }
    return HTTPResponse(
      status, fields,
      .bytes(
        ObjectXML.document("Error") {
          $0.element("Code", code)
          $0.element("Message", message)
          $0.element("Resource", resource)
          $0.element("RequestId", requestID)
        }))
  }
}
