package import Core

/// A model that can be loaded.
package protocol InferenceModel: Sendable {
  /// Loads it. Takes up to seconds, and blocks.
  ///
  /// - Throws: a fault `inference.…` with the runtime's own words.
  func session(_ options: SessionOptions) throws(Fault) -> any ModelSession
}

/// A model that is loaded. Runs block; any number may go on at once, from any threads.
package protocol ModelSession: Sendable {
  var inputs: [TensorPort] { get }
  var outputs: [TensorPort] { get }
  /// What it runs on: `cpu`, `cuda` …
  var device: InferenceDevice { get }

  /// Computes outputs from inputs.
  ///
  /// - Parameters:
  ///   - inputs: by name; all that the model has.
  ///   - names: the outputs that are wanted.
  /// - Returns: the outputs in the order of `names`.
  /// - Throws: a fault `inference.run` with the runtime's own words, such as on a wrong shape.
  func run(_ inputs: [String: Tensor], outputs names: [String]) throws(Fault) -> [Tensor]
}

/// What a model runs on.
package enum InferenceDevice: String, Sendable, Hashable, CaseIterable {
  case cpu, cuda, tensorrt, rocm, coreml, openvino

  /// As ONNX Runtime calls it.
  package var providerName: String {
    switch self {
    case .cpu: "CPUExecutionProvider"
    case .cuda: "CUDAExecutionProvider"
    case .tensorrt: "TensorrtExecutionProvider"
    case .rocm: "ROCMExecutionProvider"
    case .coreml: "CoreMLExecutionProvider"
    case .openvino: "OpenVINOExecutionProvider"
    }
  }
}

/// How a model is loaded.
package struct SessionOptions: Sendable, Hashable {
  /// `nil` for the best that the runtime has.
  package var device: InferenceDevice?
  package var deviceNumber = 0
  /// Threads within an operation; 0 for one a processor.
  package var threads = 0
  /// Whether waiting threads burn their processor for a while: quicker alone, slower beside others.
  package var allowsSpinning = false
  /// Whether memory is kept from run to run: quicker, and never smaller than the largest run.
  package var keepsMemory = true

  package init() {}
}
