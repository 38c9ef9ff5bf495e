extension MetadataReader {
  /// Every tag that was read; `nil` when there is none.
  var rawJSON: String? {
    var groups: [String: MetadataJSON.Value] = [:]
    if let exif, !exif.isEmpty {
      var tags: [String: MetadataJSON.Value] = [:]
      for (tag, value) in exif.image { tags[ExifNames.image(tag)] = json(value) }
      for (tag, value) in exif.photo { tags[ExifNames.photo(tag)] = json(value) }
      for (tag, value) in exif.position { tags[ExifNames.position(tag)] = json(value) }
      groups["exif"] = .object(tags)
    }
    if let xmp, !xmp.values.isEmpty { groups["xmp"] = .object(xmp.values.mapValues(json)) }
    if let iptc, !iptc.values.isEmpty { groups["iptc"] = .object(iptc.values.mapValues(json)) }
    if !texts.isEmpty {
      let members = texts.map { ($0.key, MetadataJSON.Value.text($0.value)) }
      groups["text"] = .object(Dictionary(members) { first, _ in first })
    }
    return groups.isEmpty ? nil : MetadataJSON.text(of: .object(groups))
  }

  private func json(_ values: [String]) -> MetadataJSON.Value {
    values.count == 1 ? .text(values[0]) : .list(values.map { .text($0) })
  }

  /// Rationals keep their two numbers (`"1/250"`), which a decimal would lose; data that is no text
  /// is told by its length.
  private func json(_ value: ExifValue) -> MetadataJSON.Value {
    switch value {
    case .text(let text): .text(text)
    case .bytes(let count): .object(["bytes": .integer(count)])
    case .integers(let numbers): single(numbers.map { .integer($0) })
    case .reals(let numbers): single(numbers.map { .real($0) })
    case .rationals(let numbers):
      single(numbers.map { .text("\($0.numerator)/\($0.denominator)") })
    }
  }

  private func single(_ values: [MetadataJSON.Value]) -> MetadataJSON.Value {
    values.count == 1 ? values[0] : .list(values)
  }
}
