package import Core

extension Filter {
  /// Reads a filter in JSON, in either of two forms, which may be mixed.
  ///
  /// Its own: an object of fields, all of which have to hold, each with a value, a list of values
  /// (one of them), `null`, or an object of `eq ne in not_in lt lte gt gte like any all none
  /// exists`; beside them `and`, `or` (lists of filters), `not` (a filter) and `near`
  /// (`{"lat":…, "lon":…, "km":…}`). Qdrant's: `must`, `should`, `must_not`, `min_should` with
  /// conditions of `key` and `match` (`value`, `any`, `except`, `text`), `range`, `datetime_range`,
  /// `values_count`, `geo_radius`, `geo_bounding_box` or `is_empty`/`is_null`, or `has_id`. There,
  /// `null` is as good as nothing, which is what its clients send.
  ///
  /// - Throws: a fault that names the place: `filter.must[1].range.iso: …`.
  package init(json text: String) throws(Fault) {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: text.utf8)
    } catch {
      throw Fault(
        "usage.json", .user,
        "this is no JSON: \(error.problem) (at byte \(error.offset + 1))",
        remedy: "Check quotes, commas and brackets there.")
    }
    try self.init(json)
  }

  /// Reads a filter that came as a part of a document.
  package init(_ json: JSONValue) throws(Fault) {
    var reader = FilterJSON()
    self = try reader.filter(json, "filter")
  }
}

/// Turns JSON into filters; counts what it reads, since filters come from anywhere.
private struct FilterJSON {
  private var budget = FilterBudget()

  mutating func filter(_ node: JSONValue, _ place: String) throws(Fault) -> Filter {
    guard case .object(let members) = node else {
      throw FilterTyping.fault(place, "an object is needed, not \(node.kindName)")
    }
    if let key = members.first(where: { $0.key == "key" }) {
      return try condition(members, key.value, place)
    }
    var parts: [Filter] = []
    for member in members where !Self.isUnasked(member) {
      let inner = "\(place).\(member.key)"
      try budget.spend(1, at: inner)
      switch member.key {
      case "must", "and": parts.append(.all(try list(member.value, inner)))
      case "should", "or":
        // An empty `should` asks for nothing.
        let choices = try list(member.value, inner)
        if !choices.isEmpty { parts.append(.any(choices)) }
      case "must_not": parts.append(.not(.any(try list(member.value, inner))))
      case "not": parts.append(.not(try filter(member.value, inner)))
      case "min_should": parts.append(try leastShould(member.value, inner))
      case "near": parts.append(try near(member.value, inner))
      case "has_id":
        parts.append(.field(.imageID, .any(try values(member.value, .imageID, inner))))
      case "is_empty", "is_null":
        parts.append(.field(try keyed(member.value, inner), .exists(false)))
      case "filter": parts.append(try filter(member.value, inner))
      default: parts.append(try tests(member.value, try field(member.key, place), inner))
      }
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  /// A clause of Qdrant's that its client left out, which some write as null.
  private static func isUnasked(_ member: JSONValue.Member) -> Bool {
    member.value == .null && ["must", "should", "must_not", "min_should"].contains(member.key)
  }

  private mutating func list(_ node: JSONValue, _ place: String) throws(Fault) -> [Filter] {
    guard case .array(let elements) = node else { return [try filter(node, place)] }
    var filters: [Filter] = []
    for (position, element) in elements.enumerated() {
      filters.append(try filter(element, "\(place)[\(position)]"))
    }
    return filters
  }

  // MARK: Own form

  private mutating func tests(
    _ node: JSONValue, _ field: FilterField, _ place: String
  ) throws(Fault) -> Filter {
    guard case .object(let members) = node else {
      if case .array = node { return .field(field, .any(try values(node, field, place))) }
      return .field(field, .equal(try value(node, field, place)))
    }
    if members.isEmpty { throw FilterTyping.fault(place, "a comparison is missing") }
    var parts: [Filter] = []
    for member in members {
      try budget.spend(1, at: place)
      parts.append(
        .field(field, try test(member.key, member.value, field, "\(place).\(member.key)")))
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func test(
    _ name: String, _ node: JSONValue, _ field: FilterField, _ place: String
  ) throws(Fault) -> Filter.Test {
    switch name {
    case "eq": return .equal(try value(node, field, place))
    case "ne": return .notEqual(try value(node, field, place))
    case "lt", "lte", "gt", "gte":
      try FilterTyping.requireOrder(field, name, at: place)
      let bound = try value(node, field, place)
      if bound == .null { throw FilterTyping.fault(place, "null has no order") }
      return switch name {
      case "lt": .less(bound)
      case "lte": .lessOrEqual(bound)
      case "gt": .greater(bound)
      default: .greaterOrEqual(bound)
      }
    case "like":
      try FilterTyping.requirePattern(field, at: place)
      guard case .string(let pattern) = node else {
        throw FilterTyping.fault(place, "a text is needed, not \(node.kindName)")
      }
      return .like(try budget.pattern(pattern, at: place))
    case "in", "any": return .any(try values(node, field, place))
    case "not_in", "none": return .none(try values(node, field, place))
    case "all": return .all(try values(node, field, place))
    case "exists":
      guard case .bool(let exists) = node else {
        throw FilterTyping.fault(place, "true or false is needed, not \(node.kindName)")
      }
      return .exists(exists)
    default:
      let names = [
        "eq", "ne", "in", "not_in", "lt", "lte", "gt", "gte", "like", "any", "all", "none",
        "exists",
      ]
      throw FilterTyping.fault(
        place, "there is no comparison '\(name)'",
        remedy: "There are: \(names.joined(separator: ", ")).")
    }
  }

  // MARK: Qdrant's form

  private mutating func condition(
    _ members: [JSONValue.Member], _ key: JSONValue, _ place: String
  ) throws(Fault) -> Filter {
    guard case .string(let name) = key else {
      throw FilterTyping.fault("\(place).key", "a field's name is needed, not \(key.kindName)")
    }
    var parts: [Filter] = []
    for member in members where member.key != "key" {
      let inner = "\(place).\(member.key)"
      try budget.spend(1, at: inner)
      if member.key.hasPrefix("geo_") {
        try Self.requirePlace(name, "\(place).key")
        parts.append(try geometry(member.key, member.value, inner))
        continue
      }
      let field = try field(name, "\(place).key")
      switch member.key {
      case "match": parts.append(.field(field, try match(member.value, field, inner)))
      case "range", "datetime_range": parts.append(try range(member.value, field, inner))
      case "values_count": parts.append(.field(field, try valuesCount(member.value, inner)))
      case "is_empty", "is_null":
        guard case .bool(let isEmpty) = member.value else {
          throw FilterTyping.fault(inner, "true or false is needed")
        }
        parts.append(.field(field, .exists(!isEmpty)))
      default: throw FilterTyping.fault(inner, "there is no condition '\(member.key)'")
      }
    }
    if parts.isEmpty { throw FilterTyping.fault(place, "a condition is missing beside 'key'") }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func match(
    _ node: JSONValue, _ field: FilterField, _ place: String
  ) throws(Fault) -> Filter.Test {
    guard case .object(let members) = node, members.count == 1, let member = members.first else {
      throw FilterTyping.fault(place, "one of value, any, except or text is needed")
    }
    let inner = "\(place).\(member.key)"
    switch member.key {
    case "value": return .equal(try value(member.value, field, inner))
    case "any": return .any(try values(member.value, field, inner))
    case "except": return .none(try values(member.value, field, inner))
    case "text":
      try FilterTyping.requirePattern(field, at: inner)
      guard case .string(let words) = member.value else {
        throw FilterTyping.fault(inner, "a text is needed, not \(member.value.kindName)")
      }
      return .like(try budget.pattern(LikePattern.containing(words), at: inner))
    default: throw FilterTyping.fault(inner, "there is no match '\(member.key)'")
    }
  }

  private mutating func range(
    _ node: JSONValue, _ field: FilterField, _ place: String
  ) throws(Fault) -> Filter {
    guard case .object(let members) = node, !members.isEmpty else {
      throw FilterTyping.fault(place, "bounds are needed: lt, lte, gt, gte")
    }
    var parts: [Filter] = []
    for member in members where member.value != .null {
      guard ["lt", "lte", "gt", "gte"].contains(member.key) else {
        throw FilterTyping.fault(place, "there is no bound '\(member.key)'")
      }
      // Named by the field: with several conditions the key says more than the bound.
      let inner = "\(place).\(field.rawValue)"
      parts.append(.field(field, try test(member.key, member.value, field, inner)))
    }
    return .all(parts)
  }

  private mutating func leastShould(_ node: JSONValue, _ place: String) throws(Fault) -> Filter {
    try requireOnly(["conditions", "min_count"], node, place)
    guard let conditions = node["conditions"],
      let least = node["min_count"]?.int, (0...1_000).contains(least)
    else { throw FilterTyping.fault(place, "conditions and min_count are needed") }
    return .atLeast(least, try list(conditions, "\(place).conditions"))
  }

  /// How many values: bounds that are whole numbers.
  private func valuesCount(_ node: JSONValue, _ place: String) throws(Fault) -> Filter.Test {
    let names = ["lt", "lte", "gt", "gte"]
    try requireOnly(names, node, place)
    var (least, most) = (0, 1_000_000)
    var isBounded = false
    for name in names {
      guard let value = node[name], value != .null else { continue }
      guard let bound = value.int, (0...1_000_000).contains(bound) else {
        throw FilterTyping.fault(
          "\(place).\(name)", "a whole number from 0 to 1,000,000 is needed")
      }
      isBounded = true
      switch name {
      case "lt": most = min(most, bound - 1)
      case "lte": most = min(most, bound)
      case "gt": least = max(least, bound + 1)
      default: least = max(least, bound)
      }
    }
    guard isBounded else { throw FilterTyping.fault(place, "bounds are needed: lt, lte, gt, gte") }
    // What no number meets is met by none.
    return least <= most ? .count(least...most) : .any([])
  }

  private static func requirePlace(_ name: String, _ place: String) throws(Fault) {
    guard ["location", "gps", "geo"].contains(name) else {
      throw FilterTyping.fault(place, "a place is called location, not '\(name)'")
    }
  }

  private func requireOnly(
    _ names: [String], _ node: JSONValue, _ place: String
  ) throws(Fault) {
    guard case .object(let members) = node else {
      throw FilterTyping.fault(place, "an object is needed, not \(node.kindName)")
    }
    if let other = members.first(where: { !names.contains($0.key) }) {
      throw FilterTyping.fault(
        "\(place).\(other.key)", "there is no such part",
        remedy: "There are: \(names.joined(separator: ", ")).")
    }
  }

  private func geometry(
    _ name: String, _ node: JSONValue, _ place: String
  ) throws(Fault) -> Filter {
    switch name {
    case "geo_radius": return try geoRadius(node, place)
    case "geo_bounding_box": return try geoBox(node, place)
    default: throw FilterTyping.fault(place, "there is no condition '\(name)'")
    }
  }

  /// A box whose left side lies east of its right one goes around the back of the globe.
  private func geoBox(_ node: JSONValue, _ place: String) throws(Fault) -> Filter {
    try requireOnly(["top_left", "bottom_right"], node, place)
    func corner(_ name: String) throws(Fault) -> (latitude: Double, longitude: Double) {
      let inner = "\(place).\(name)"
      guard let corner = node[name] else { throw FilterTyping.fault(inner, "it is missing") }
      try requireOnly(["lat", "lon"], corner, inner)
      guard let latitude = corner["lat"]?.double, let longitude = corner["lon"]?.double,
        (-90...90).contains(latitude), (-180...180).contains(longitude)
      else { throw FilterTyping.fault(inner, "latitude is -90 to 90, longitude -180 to 180") }
      return (latitude, longitude)
    }
    let (first, last) = (try corner("top_left"), try corner("bottom_right"))
    let east = Filter.field(.longitude, .greaterOrEqual(.number(first.longitude)))
    let west = Filter.field(.longitude, .lessOrEqual(.number(last.longitude)))
    return .all([
      .field(.latitude, .lessOrEqual(.number(first.latitude))),
      .field(.latitude, .greaterOrEqual(.number(last.latitude))),
      first.longitude <= last.longitude ? .all([east, west]) : .any([east, west]),
    ])
  }

  private func geoRadius(_ node: JSONValue, _ place: String) throws(Fault) -> Filter {
    try requireOnly(["center", "radius"], node, place)
    guard let center = node["center"], let metres = node["radius"]?.double else {
      throw FilterTyping.fault(place, "center and radius (in metres) are needed")
    }
    try requireOnly(["lat", "lon"], center, "\(place).center")
    return try nearPlace(center, metres, "\(place).center")
  }

  private func near(_ node: JSONValue, _ place: String) throws(Fault) -> Filter {
    try requireOnly(["lat", "lon", "km"], node, place)
    guard let kilometres = node["km"]?.double else {
      throw FilterTyping.fault(place, "lat, lon and km are needed")
    }
    return try nearPlace(node, kilometres * 1_000, place)
  }

  private func nearPlace(
    _ degrees: JSONValue, _ metres: Double, _ place: String
  ) throws(Fault) -> Filter {
    guard let latitude = degrees["lat"]?.double, let longitude = degrees["lon"]?.double else {
      throw FilterTyping.fault(place, "lat and lon are needed")
    }
    return try FilterBudget.near(latitude, longitude, metres, at: place)
  }

  // MARK: Parts

  private func field(_ name: String, _ place: String) throws(Fault) -> FilterField {
    guard let field = FilterField(named: name) else {
      throw FilterTyping.unknownField(name, at: place)
    }
    return field
  }

  /// `{"key": "tags"}`.
  private func keyed(_ node: JSONValue, _ place: String) throws(Fault) -> FilterField {
    guard case .object(let members) = node, members.count == 1, members[0].key == "key",
      case .string(let name) = members[0].value
    else { throw FilterTyping.fault(place, "{\"key\": \"…\"} is needed") }
    return try field(name, "\(place).key")
  }

  private mutating func values(
    _ node: JSONValue, _ field: FilterField, _ place: String
  ) throws(Fault) -> [FilterValue] {
    guard case .array(let elements) = node else {
      throw FilterTyping.fault(place, "a list is needed, not \(node.kindName)")
    }
    try budget.spend(elements.count, at: place)
    var values: [FilterValue] = []
    for (position, element) in elements.enumerated() {
      values.append(try value(element, field, "\(place)[\(position)]"))
    }
    return values
  }

  private func value(
    _ node: JSONValue, _ field: FilterField, _ place: String
  ) throws(Fault) -> FilterValue {
    let loose: LooseValue =
      switch node {
      case .null: .null
      case .bool(let value): .boolean(value)
      case .integer(let number): .number(Double(number))
      case .number(let number): .number(number)
      case .string(let text): .text(text)
      case .array, .object:
        throw FilterTyping.fault(place, "a single value is needed, not \(node.kindName)")
      }
    return try FilterTyping.value(loose, of: field, at: place)
  }
}
