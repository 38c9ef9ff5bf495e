package import Core
internal import Inference

extension ModelShelf {
  /// Takes over how models run, as `MODEL_DEVICE` and `BATCH_SIZE` say it; `nil` leaves it.
  ///
  /// - Parameters:
  ///   - device: `cpu` or another name of a device.
  ///   - batch: pictures a call, 1 to 1,024.
  /// - Throws: `usage.environment` for what is none of them.
  package mutating func run(on device: String?, batch: String?) throws(Fault) {
    if let device {
      guard let known = InferenceDevice(rawValue: device.lowercased()) else {
        let names = InferenceDevice.allCases.map(\.rawValue).joined(separator: ", ")
        throw Fault(
          "usage.environment", .user, "MODEL_DEVICE is \(device), which is no device",
          remedy: "There are: \(names).")
      }
      self.device = known
    }
    if let batch {
      guard let size = Int(batch), (1...1_024).contains(size) else {
        throw Fault(
          "usage.environment", .user, "BATCH_SIZE is \(batch)",
          remedy: "A number from 1 to 1024 is needed.")
      }
      self.batch = size
    }
  }
}
