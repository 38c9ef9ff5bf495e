import CommandKit
import Core
import Engine

/// Conditions on pictures, as a query of their own or in short options.
enum FilterOptions {
  static let conditions = Option(
    repeating: "where", short: "w", .text.named("CONDITION"),
    help: """
      Only pictures for which this holds, as in 'format = jpeg and iso > 800'; in JSON as well. May \
      be given several times.
      """)
  static let tags = Option(
    repeating: "tag", .text, help: "Only pictures with this tag; may be given several times.")
  static let marks = Option(
    repeating: "mark", .text,
    help: "Only pictures with this mark, as cropped; may be given several times.")
  static let after = Option(
    "after", .text.named("DATE"), help: "Only pictures taken on this date or later: 2024, 2024-05 …"
  )
  static let before = Option(
    "before", .text.named("DATE"), help: "Only pictures taken before this date.")
  static let formats = Option(
    repeating: "format", .text, help: "Only this format; may be given several times.")
  static let leastWidth = Option(
    "min-width", .integer(1...), help: "Only pictures at least N pixels wide.")
  static let camera = Option(
    "camera", .text, help: "Only pictures of a camera whose make and model contain this.")
  static let near = Option(
    "near", .text.named("LAT,LON,KM"), help: "Only pictures taken within KM of a place, in degrees."
  )
  static let leastQuality = Option(
    "min-quality", .number(0...1), help: "Only pictures with at least this quality score.")
  static let folders = Option(
    repeating: "in", .folder, help: "Only pictures in this folder; may be given several times.")

  static let all: [any Parameter] = [
    conditions, tags, marks, after, before, formats, leastWidth, camera, near, leastQuality,
    folders,
  ]
}

extension Invocation {
  /// What all filter options together ask for; `nil` when none was given.
  ///
  /// - Throws: a fault that names the option and what is wrong with it.
  func filter() throws -> Filter? {
    var parts: [Filter] = []
    for text in self[FilterOptions.conditions] {
      let isJSON = text.first { !$0.isWhitespace } == "{"
      parts.append(isJSON ? try Filter(json: text) : try Filter(expression: text))
    }
    parts += self[FilterOptions.tags].map { .field(.tags, .equal(.text($0))) }
    parts += self[FilterOptions.marks].map { .field(.marks, .equal(.text($0))) }
    if let date = self[FilterOptions.after] {
      parts.append(.field(.taken, .greaterOrEqual(try value(.taken, date, "--after"))))
    }
    if let date = self[FilterOptions.before] {
      parts.append(.field(.taken, .less(try value(.taken, date, "--before"))))
    }
    let formats = try self[FilterOptions.formats].map { try value(.format, $0, "--format") }
    if !formats.isEmpty { parts.append(.field(.format, .any(formats))) }
    if let width = self[FilterOptions.leastWidth] {
      parts.append(.field(.width, .greaterOrEqual(.number(Double(width)))))
    }
    if let camera = self[FilterOptions.camera] { parts.append(.field(.camera, .contains(camera))) }
    if let place = self[FilterOptions.near] {
      parts.append(try Filter(near: place, option: "--near"))
    }
    if let quality = self[FilterOptions.leastQuality] {
      parts.append(.field(.quality, .greaterOrEqual(.number(quality))))
    }
    let folders = try self[FilterOptions.folders].map { FilterValue.path(try $0.absolute()) }
    if !folders.isEmpty { parts.append(.field(.folder, .any(folders))) }
    return parts.isEmpty ? nil : parts.count == 1 ? parts[0] : .all(parts)
  }

  private func value(_ field: FilterField, _ text: String, _ option: String) throws -> FilterValue {
    try FilterValue(reading: text, of: field, at: option)
  }
}
