import CVips
import Core
import Synchronization

/// The way from the colours of one ICC profile to sRGB.
///
/// A library has few profiles and many pictures that carry one of them, and preparing a transform
/// (turning tone curves round) costs more than a small picture's pixels.
final class ColourTransform: Sendable {
  /// Unchecked: a transform without a cache is not changed by its use.
  private nonisolated(unsafe) let handle: UnsafeMutableRawPointer

  private init?(_ profile: [UInt8]) {
    guard let handle = semblance_transform_make(profile, profile.count) else { return nil }
    self.handle = handle
  }

  deinit { semblance_transform_free(handle) }

  /// Larger profiles are left to libvips instead of being kept.
  private static let greatestProfile = 65_536
  private static let greatestCount = 32
  private static let known = Mutex<[[UInt8]: ColourTransform?]>([:])

  /// The transform for a profile, made once; `nil` where libvips must do it.
  static func from(_ profile: [UInt8]) -> ColourTransform? {
    guard profile.count <= greatestProfile else { return nil }
    if let transform = known.withLock({ $0[profile] }) { return transform }
    let transform = ColourTransform(profile)
    known.withLock {
      if $0.count >= greatestCount { $0.removeAll(keepingCapacity: true) }
      $0[profile] = .some(transform)
    }
    return transform
  }

  /// Transforms interleaved 8-bit RGB. O(samples).
  func apply(to samples: inout [UInt8]) {
    samples.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      semblance_transform_apply(handle, start, buffer.count / 3, start)
    }
  }
}
