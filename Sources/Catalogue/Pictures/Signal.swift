package import Core

/// Something that is computed of a picture and has a version of its own, so that changing one
/// algorithm recomputes that signal alone. An open set.
package struct Signal: RawRepresentable, Hashable, Sendable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let fingerprints = Signal(rawValue: "fingerprints")
  package static let metadata = Signal(rawValue: "metadata")
  package static let thumbnail = Signal(rawValue: "thumbnail")
  package static let quality = Signal(rawValue: "quality")

  /// The vectors of a picture in one space.
  package static func embedding(in space: VectorSpace) -> Signal {
    Signal(rawValue: "embedding." + space.name)
  }

  /// The vectors of a picture's salient parts in one space.
  package static func crops(in space: VectorSpace) -> Signal {
    Signal(rawValue: "crops." + space.name)
  }
}

/// Whether a signal was computed.
package enum SignalState: Hashable, Sendable {
  case pending
  case done
  /// Not to be tried again while the version stays, unless somebody asks.
  case failed(reason: String)

  var name: String {
    switch self {
    case .pending: "pending"
    case .done: "done"
    case .failed: "failed"
    }
  }

  var reason: String? {
    if case .failed(let reason) = self { reason } else { nil }
  }
}

/// A signal's version and state for one picture.
package struct SignalRecord: Hashable, Sendable {
  package var signal: Signal
  package var version: Int
  package var state: SignalState

  package init(_ signal: Signal, version: Int, state: SignalState = .done) {
    self.signal = signal
    self.version = version
    self.state = state
  }
}
