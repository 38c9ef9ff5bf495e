internal import CInference
package import Core

/// ONNX Runtime, once it is loaded. Stays loaded for the life of the process.
package final class InferenceRuntime: @unchecked Sendable {
  /// The file it was loaded from, or the name by which the system found it.
  package let file: FilePath
  package let version: String
  /// What this build can run models on, best first; the processor is always among them.
  package let devices: [InferenceDevice]
  private let pointer: OpaquePointer

  /// - Throws: a fault `inference.runtime` when the file is no runtime, or one older than 1.13.
  package init(loading file: FilePath) throws(Fault) {
    var message = semblance_inference_message()
    guard let pointer = file.withCString({ semblance_runtime_load($0, &message) }) else {
      throw Fault(
        "inference.runtime", .runtime, "ONNX Runtime cannot be loaded",
        remedy: "Install it with: tools/runtime.sh", path: file,
        underlying: RuntimeMessage.text(message))
    }
    self.file = file
    self.pointer = pointer
    version = String(cString: semblance_runtime_version(pointer))
    let names = (0..<semblance_runtime_provider_count(pointer)).map {
      String(cString: semblance_runtime_provider(pointer, $0))
    }
    let known = names.compactMap { name in
      InferenceDevice.allCases.first { $0.providerName == name }
    }
    devices = known.contains(.cpu) ? known : known + [.cpu]
  }

  func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result { body(pointer) }
}
