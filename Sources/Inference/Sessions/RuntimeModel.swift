package import Core

/// A model file for ONNX Runtime.
package struct RuntimeModel: InferenceModel {
  package let file: FilePath
  private let runtime: InferenceRuntime

  package init(_ file: FilePath, runtime: InferenceRuntime) {
    self.file = file
    self.runtime = runtime
  }

  package func session(_ options: SessionOptions) throws(Fault) -> any ModelSession {
    if let device = options.device { return try open(options, on: device) }
    // What is listed may still lack its driver: each is tried in turn, the processor last.
    for device in runtime.devices where device != .cpu {
      if let session = try? open(options, on: device) { return session }
    }
    return try open(options, on: .cpu)
  }

  private func open(
    _ options: SessionOptions, on device: InferenceDevice
  ) throws(Fault) -> any ModelSession {
    try RuntimeSession(file: file, runtime: runtime, options: options, device: device)
  }
}
