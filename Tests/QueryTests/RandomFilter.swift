import Core
import TestSupport

@testable import Query

/// Filters drawn from a seed, over every field and comparison.
enum RandomFilter {
  static func filter(_ depth: Int, _ random: inout SeededGenerator) -> Filter {
    if depth > 0 {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: return .all(filters(depth, &random))
      case 1: return .any(filters(depth, &random))
      case 2: return .not(filter(depth - 1, &random))
      case 3: return .atLeast(Int.random(in: 0...3, using: &random), filters(depth, &random))
      default: break
      }
    }
    if Int.random(in: 0..<20, using: &random) == 0 {
      let places = [(48.137, 11.576), (0, 180), (90, 0)]
      let place = places.randomElement(using: &random)!
      return .near(
        latitude: place.0, longitude: place.1,
        metres: [0, 8_000, 2e4, 3e7].randomElement(using: &random)!)
    }
    let field = FilterField.allCases.randomElement(using: &random)!
    return .field(field, test(field, &random))
  }

  private static func filters(_ depth: Int, _ random: inout SeededGenerator) -> [Filter] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in filter(depth - 1, &random) }
  }

  private static func test(_ field: FilterField, _ random: inout SeededGenerator) -> Filter.Test {
    let isOrdered = field.kind == .number || field.kind == .date
    let isText = [.text, .choice, .path].contains(field.kind)
    switch Int.random(in: 0..<11, using: &random) {
    case 0: return .exists(Bool.random(using: &random))
    case 1: return .any(values(field, &random))
    case 2: return .all(values(field, &random))
    case 3: return .none(values(field, &random))
    case 4: return .notEqual(value(field, true, &random))
    case 10:
      let least = Int.random(in: 0...2, using: &random)
      return .count(least...Int.random(in: least...4, using: &random))
    case 5 where isOrdered: return .less(value(field, false, &random))
    case 6 where isOrdered: return .lessOrEqual(value(field, false, &random))
    case 7 where isOrdered: return .greater(value(field, false, &random))
    case 8 where isOrdered: return .greaterOrEqual(value(field, false, &random))
    case 5...7 where isText:
      let patterns = [
        "%", "", "_", "%a%", "img%", "%JPG", "%\\%%", "%\\_%", "ä%", "Ä%", "%dog", "\\", "%e%",
        "canon%d", "____", "/photos%", "%ö%",
      ]
      return .like(patterns.randomElement(using: &random)!)
    default: return .equal(value(field, true, &random))
    }
  }

  private static func values(
    _ field: FilterField, _ random: inout SeededGenerator
  ) -> [FilterValue] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in value(field, true, &random) }
  }

  private static func value(
    _ field: FilterField, _ allowsNull: Bool, _ random: inout SeededGenerator
  ) -> FilterValue {
    if allowsNull, Int.random(in: 0..<8, using: &random) == 0 { return .null }
    func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random)! }
    switch field.kind {
    case .boolean: return .boolean(Bool.random(using: &random))
    case .number:
      return .number(
        pick([
          -1, 0, 0.1, 0.25, 1, 1.8, 2.8, 3, 5, 6, 12, 24, 50, 100, 640, 800, 1_000, 2_048, 3,
          48.137, 11.576, 12, 1.0 / 250, 0.5, 4_000, 519,
        ]))
    case .date:
      return .date(
        DateSpan(
          pick([
            "2024", "2024-05", "2024-05-01", "2024-02-29", "2024-05-01T12:34",
            "2024-05-01T12:34:56",
            "2024-05-01T12:34:56.5", "2023", "2024-06", "2024-05-01T00:00Z",
            "2024-05-01T02:00:00+02:00", "2020-09", "2022", "2024-05-31T23:59:59.999",
          ]))!)
    case .path:
      return .path(
        pick(
          RandomLibrary.folders + [
            "2024", "May", "photos", "2024/May", "IMG_7_0.jpg", "/photos/IMG_3_0.jpg",
            "/IMG_5_0.PNG",
            "hotos",
          ]))
    case .choice, .text:
      return .text(
        pick(
          RandomLibrary.tags + RandomLibrary.marks + [
            "CROPPED",
            "JPEG", "png", "batch", "upload", "landscape", "square", "canon eos 5d", "NIKON D70",
            "Apple iPhone 15", "Canon", "IMG_7_0.jpg", "img_12_1.png", "clip", "1", "images", "",
            "summer", "ÄRGER", "Ärger", "gimp", "0000000000000001", "8000000000000000",
            "ffffffffffffffff", "a red bus", "24-70", "somebody else",
          ]))
    }
  }
}
