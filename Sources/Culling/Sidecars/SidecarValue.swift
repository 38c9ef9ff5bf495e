/// What a YAML or JSON file beside a picture says, as far as two of them are compared.
package indirect enum SidecarValue: Hashable, Sendable {
  case scalar(String)
  case list([SidecarValue])
  case map([String: SidecarValue])

  /// The value without some keys, at any depth.
  package func without(_ keys: Set<String>) -> SidecarValue {
    switch self {
    case .scalar: self
    case .list(let values): .list(values.map { $0.without(keys) })
    case .map(let members):
      .map(members.filter { !keys.contains($0.key) }.mapValues { $0.without(keys) })
    }
  }

  /// Keys that tell when and where a picture was made, not what it is.
  package static let usuallyIgnored: Set<String> = [
    "timestamp", "time", "date", "created", "created_at", "modified", "updated_at", "filename",
    "file", "path", "id", "uuid",
  ]
}
