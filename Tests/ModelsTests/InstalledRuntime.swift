import Core
import Foundation
import Inference
import TestSupport
import Testing

/// Whether ONNX Runtime is installed, for tests that need it, and the stand-in for CLIP.
enum InstalledRuntime {
  static let environment = ProcessInfo.processInfo.environment
  static let isThere = (try? RuntimeSearch(environment: environment).load()) != nil
  static let comment: Comment = "needs ONNX Runtime: tools/runtime.sh"

  static let model = "models/miniclip"
  static var hasModel: Bool { isThere && TestData.has(model) }
  static let modelComment: Comment = "needs ONNX Runtime and the test data's models/miniclip"
}
