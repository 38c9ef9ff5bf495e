internal import CTransfer

/// How a request ended, whatever the server's status was.
struct TransferOutcome: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case done
    /// The caller asked to stop.
    case stopped
    case unresolved, unconnected
    /// No bytes for too long.
    case stalled
    /// The connection ended before the answer did.
    case cut
    case untrusted, noCertificates, proxy, failed
  }

  var kind: Kind
  /// libcurl's words for what went wrong; empty when nothing did.
  var message: String

  /// Whether the same request may well succeed a little later.
  var isPassing: Bool {
    switch kind {
    case .unconnected, .stalled, .cut: true
    default: false
    }
  }
}

extension TransferOutcome.Kind {
  init(_ outcome: semblance_transfer_outcome) {
    self =
      switch outcome {
      case semblance_transfer_done: .done
      case semblance_transfer_stopped: .stopped
      case semblance_transfer_unresolved: .unresolved
      case semblance_transfer_unconnected: .unconnected
      case semblance_transfer_stalled: .stalled
      case semblance_transfer_cut: .cut
      case semblance_transfer_untrusted: .untrusted
      case semblance_transfer_no_certificates: .noCertificates
      case semblance_transfer_proxy: .proxy
      default: .failed
      }
  }
}
