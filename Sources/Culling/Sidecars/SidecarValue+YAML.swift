package import Core
import SystemYAML

extension SidecarValue {
  /// Reads a YAML document, of which JSON is a part (YAML 1.2 § 1.3), by libyaml. Anchors are not
  /// followed: an alias is its name, so nothing can unfold without end.
  ///
  /// - Returns: the documents of the file as a list when it holds several.
  /// - Throws: `sidecar.malformed`.
  package init(yaml bytes: [UInt8]) throws(Fault) {
    var reader = YAMLReader(bytes)
    defer { reader.close() }
    guard let value = reader.documents() else {
      throw Fault(
        "sidecar.malformed", .user, "is neither YAML nor JSON",
        remedy: "Correct it, or leave out --cross-check.", underlying: reader.problem)
    }
    self = value
  }
}

/// libyaml's parser over bytes in memory; owns both.
private struct YAMLReader {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private static let deepest = 64

  init(_ bytes: [UInt8]) {
    parser = .allocate(capacity: 1)
    input = .allocate(capacity: max(1, bytes.count))
    _ = input.initialize(from: bytes)
    yaml_parser_initialize(parser)
    yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  mutating func close() {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// What libyaml did not like.
  var problem: String? { parser.pointee.problem.map { String(cString: $0) } }

  mutating func documents() -> SidecarValue? {
    var documents: [SidecarValue] = []
    while true {
      guard let event = next() else { return nil }
      switch event.kind {
      case YAML_STREAM_END_EVENT:
        return documents.count == 1 ? documents[0] : .list(documents)
      case YAML_DOCUMENT_START_EVENT:
        guard let first = next(), let value = value(of: first, depth: 0) else { return nil }
        documents.append(value)
      default: continue
      }
    }
  }

  private func value(of event: Event, depth: Int) -> SidecarValue? {
    guard depth < Self.deepest else { return nil }
    switch event.kind {
    case YAML_SCALAR_EVENT, YAML_ALIAS_EVENT: return .scalar(event.text)
    case YAML_SEQUENCE_START_EVENT:
      var values: [SidecarValue] = []
      while let event = next() {
        if event.kind == YAML_SEQUENCE_END_EVENT { return .list(values) }
        guard let value = value(of: event, depth: depth + 1) else { return nil }
        values.append(value)
      }
      return nil
    case YAML_MAPPING_START_EVENT:
      var members: [String: SidecarValue] = [:]
      while let event = next() {
        if event.kind == YAML_MAPPING_END_EVENT { return .map(members) }
        guard let key = value(of: event, depth: depth + 1), let following = next(),
          let value = value(of: following, depth: depth + 1)
        else { return nil }
        if case .scalar(let name) = key { members[name] = value } else { members["\(key)"] = value }
      }
      return nil
    default: return nil
    }
  }

  private struct Event {
    var kind: yaml_event_type_t
    var text = ""
  }

  /// `nil` at a mistake in the text.
  private func next() -> Event? {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { return nil }
    defer { yaml_event_delete(&event) }
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return Event(kind: event.type, text: String(decoding: bytes, as: UTF8.self))
    case YAML_ALIAS_EVENT:
      return Event(kind: event.type, text: "*" + String(cString: event.data.alias.anchor))
    default: return Event(kind: event.type)
    }
  }
}
