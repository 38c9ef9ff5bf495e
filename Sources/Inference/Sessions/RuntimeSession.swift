internal import CInference
internal import Core

/// A session of ONNX Runtime.
final class RuntimeSession: ModelSession {
  let inputs: [TensorPort]
  let outputs: [TensorPort]
  let device: InferenceDevice
  private let handle: SessionHandle

  init(
    file: FilePath, runtime: InferenceRuntime, options: SessionOptions, device: InferenceDevice
  ) throws(Fault) {
    handle = try SessionHandle(file: file, runtime: runtime, options: options, device: device)
    self.device = device
    inputs = handle.inputs
    outputs = handle.outputs
  }

  func run(_ inputs: [String: Tensor], outputs names: [String]) throws(Fault) -> [Tensor] {
    try handle.run(inputs.sorted { $0.key < $1.key }, outputs: names)
  }
}

/// Owns the C session. ONNX Runtime allows runs from several threads at once.
private final class SessionHandle: @unchecked Sendable {
  private let pointer: OpaquePointer
  /// Kept: the session uses it.
  private let runtime: InferenceRuntime

  init(
    file: FilePath, runtime: InferenceRuntime, options: SessionOptions, device: InferenceDevice
  ) throws(Fault) {
    var message = semblance_inference_message()
    let pointer = runtime.withPointer { runtime in
      file.withCString { path in
        device.providerName.withCString { provider in
          var settings = semblance_session_settings(
            threads: Int32(options.threads), allows_spinning: options.allowsSpinning,
            keeps_memory: options.keepsMemory, provider: device == .cpu ? nil : provider,
            device: Int32(options.deviceNumber))
          return semblance_session_open(runtime, path, &settings, &message)
        }
      }
    }
    guard let pointer else {
      throw Fault(
        "inference.load", .user, "the model cannot be loaded on \(device.rawValue)",
        remedy: "Check it with: semblance models verify", path: file,
        underlying: RuntimeMessage.text(message))
    }
    self.pointer = pointer
    self.runtime = runtime
  }

  deinit { semblance_session_close(pointer) }

  var inputs: [TensorPort] {
    (0..<semblance_session_input_count(pointer)).map { index in
      TensorPort(semblance_session_input(pointer, index).pointee)
    }
  }

  var outputs: [TensorPort] {
    (0..<semblance_session_output_count(pointer)).map { index in
      TensorPort(semblance_session_output(pointer, index).pointee)
    }
  }

  func run(
    _ inputs: [(key: String, value: Tensor)], outputs names: [String]
  ) throws(Fault)
    -> [Tensor]
  {
    var message = semblance_inference_message()
    var results = [semblance_output](repeating: semblance_output(), count: names.count)
    let isDone = Self.withInputs(inputs[...], []) { inputs in
      CStringList.with(names[...], []) { names in
        semblance_session_run(
          pointer, inputs, inputs.count, names, names.count, &results, &message)
      }
    }
    guard isDone else {
      throw Fault(
        "inference.run", .runtime, "the model failed", underlying: RuntimeMessage.text(message))
    }
    defer { for index in results.indices { semblance_output_release(pointer, &results[index]) } }
    var tensors: [Tensor] = []
    for (name, result) in zip(names, results) {
      guard let tensor = Tensor(result) else {
        throw Fault(
          "inference.output", .user, "the model's output \(name) holds neither numbers nor halves",
          remedy: "Export the model again with float outputs.")
      }
      tensors.append(tensor)
    }
    return tensors
  }

  /// Lends the inputs to C without copying them.
  private static func withInputs(
    _ inputs: ArraySlice<(key: String, value: Tensor)>, _ lent: [semblance_input],
    _ body: ([semblance_input]) -> Bool
  ) -> Bool {
    guard let (name, tensor) = inputs.first else { return body(lent) }
    return name.withCString { name in
      tensor.withBytes { bytes in
        var input = semblance_input()
        input.name = name
        input.element = tensor.elements.number
        input.data = bytes.baseAddress ?? UnsafeRawPointer(name)
        input.byte_count = bytes.count
        input.rank = tensor.shape.count
        withUnsafeMutableBytes(of: &input.shape) { shape in
          for (index, side) in tensor.shape.enumerated() {
            shape.storeBytes(of: Int64(side), toByteOffset: 8 * index, as: Int64.self)
          }
        }
        return withInputs(inputs.dropFirst(), lent + [input], body)
      }
    }
  }
}

private enum CStringList {
  /// Lends strings to C as an array of pointers.
  static func with(
    _ strings: ArraySlice<String>, _ lent: [UnsafePointer<CChar>],
    _ body: ([UnsafePointer<CChar>]) -> Bool
  ) -> Bool {
    guard let first = strings.first else { return body(lent) }
    return first.withCString { with(strings.dropFirst(), lent + [$0], body) }
  }
}

enum RuntimeMessage {
  /// The runtime's own words.
  static func text(_ message: semblance_inference_message) -> String {
    withUnsafeBytes(of: message.text) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

extension TensorPort {
  fileprivate init(_ port: semblance_port) {
    let kind: Kind =
      switch port.element {
      case 1: .float
      case 6: .int32
      case 7: .int64
      case 10: .half
      default: .other
      }
    let shape = withUnsafeBytes(of: port.shape) { bytes in
      (0..<port.rank).map { bytes.load(fromByteOffset: 8 * $0, as: Int64.self) }
    }
    self.init(
      name: String(cString: port.name), kind: kind, shape: shape.map { $0 < 0 ? nil : Int($0) })
  }
}

extension Tensor {
  /// Copies what a run gave; `nil` for elements that are none of ours.
  fileprivate init?(_ output: semblance_output) {
    let shape = withUnsafeBytes(of: output.shape) { bytes in
      (0..<output.rank).map { Int(bytes.load(fromByteOffset: 8 * $0, as: Int64.self)) }
    }
    let count = shape.reduce(1, *)
    func copied<Element: BitwiseCopyable>(_ type: Element.Type) -> [Element] {
      guard count > 0, let data = output.data else { return [] }
      return Array(
        UnsafeBufferPointer(start: data.assumingMemoryBound(to: type), count: count))
    }
    let elements: Elements
    switch output.element {
    case 1: elements = .float(copied(Float.self))
    case 6: elements = .int32(copied(Int32.self))
    case 7: elements = .int64(copied(Int64.self))
    case 10: elements = .half(copied(UInt16.self))
    default: return nil
    }
    self.init(elements, shape: shape)
  }

  fileprivate func withBytes(_ body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
    switch elements {
    case .float(let values): values.withUnsafeBytes(body)
    case .half(let values): values.withUnsafeBytes(body)
    case .int32(let values): values.withUnsafeBytes(body)
    case .int64(let values): values.withUnsafeBytes(body)
    }
  }
}

extension Tensor.Elements {
  /// As ONNX numbers it.
  fileprivate var number: Int32 {
    switch self {
    case .float: 1
    case .int32: 6
    case .int64: 7
    case .half: 10
    }
  }
}
