import Catalogue
import Core
import Testing

@testable import Query

@Suite struct FilterParsingTests {
  private func message(_ body: () throws -> Filter) -> String {
    do {
      return "no fault: \(try body())"
    } catch let fault as Fault {
      return fault.message
    } catch {
      return "\(error)"
    }
  }

  // MARK: Expressions

  @Test func expressionsBindAsTheyRead() throws {
    let filter = try Filter(expression: "format=jpeg and iso>800 or taken >= 2024-05")
    #expect(
      filter
        == .any([
          .all([
            .field(.format, .equal(.text("jpeg"))), .field(.iso, .greater(.number(800))),
          ]),
          .field(.taken, .greaterOrEqual(.date(DateSpan("2024-05")!))),
        ]))
    #expect(
      try Filter(expression: "not (duplicates, copies > 1) and tags all ('a b', c)")
        == .all([
          .not(
            .all([
              .field(.duplicates, .equal(.boolean(true))), .field(.copies, .greater(.number(1))),
            ])),
          .field(.tags, .all([.text("a b"), .text("c")])),
        ]))
  }

  @Test(arguments: [
    ("exposure < 1/250", Filter.field(.exposure, .less(.number(1.0 / 250)))),
    ("size>=2MB", .field(.size, .greaterOrEqual(.number(2_000_000)))),
    ("size >= 2MiB", .field(.size, .greaterOrEqual(.number(2_097_152)))),
    ("aperture = f/2.8", .field(.fNumber, .equal(.number(2.8)))),
    ("type = JPG", .field(.format, .equal(.text("jpeg")))),
    ("format:png", .field(.format, .equal(.text("png")))),
    ("taken = 2024-05-01T12:30", .field(.taken, .equal(.date(DateSpan("2024-05-01T12:30")!)))),
    ("name ~ IMG_*", .field(.name, .like("IMG\\_%"))),
    ("title ~ 'red bus'", .field(.title, .like("%red bus%"))),
    ("title !~ bus", .not(.field(.title, .like("%bus%")))),
    ("rating is null", .field(.rating, .exists(false))),
    ("rating = null", .field(.rating, .equal(.null))),
    ("rating is not null", .field(.rating, .exists(true))),
    ("gps", .field(.hasGPS, .equal(.boolean(true)))),
    ("iso not in (100, 200)", .field(.iso, .none([.number(100), .number(200)]))),
    (
      "iso between 100 and 400",
      .all([.field(.iso, .greaterOrEqual(.number(100))), .field(.iso, .lessOrEqual(.number(400)))])
    ),
    ("near(48.1, -11.5, 2)", .near(latitude: 48.1, longitude: -11.5, metres: 2_000)),
    ("tag = 'don''t'", .field(.tags, .equal(.text("don't")))),
  ])
  func expressions(_ text: String, _ expected: Filter) throws {
    #expect(try Filter(expression: text) == expected)
  }

  @Test(arguments: [
    ("iso >", "where[6]: a value is missing after '>'"),
    ("iso > fast", "where[7]: iso is a number, not 'fast'"),
    ("isso > 1", "where[1]: there is no field 'isso'"),
    (
      "format = webpp",
      "where[10]: format is one of jpeg, png, gif, bmp, tiff, webp, heif, avif, jxl, raw, not 'webpp'"
    ),
    ("camera < canon", "where[8]: camera is a text; '<' needs an order"),
    ("iso ~ 8", "where[5]: iso is a number; 'like' needs text"),
    ("(iso > 1", "where[9]: a ) is missing"),
    ("iso > 1 iso < 2", "where[9]: 'iso' is not expected here"),
    ("title = 'open", "where[9]: the quote is not closed"),
    (
      "taken > 2024-02-30",
      "where[9]: taken is a date such as 2024, 2024-05 or 2024-05-01T12:30, not '2024-02-30'"
    ),
    ("", "where[1]: a condition is missing"),
    ("iso", "where[4]: a comparison is missing after 'iso'"),
    (
      "near(100, 0, 1)",
      "where[1]: latitude is -90 to 90, longitude -180 to 180, a distance not below 0"
    ),
  ])
  func mistakesInExpressions(_ text: String, _ expected: String) {
    #expect(message { try Filter(expression: text) } == expected)
  }

  @Test func aMistypedFieldIsGuessed() {
    #expect(throws: Fault.self) { try Filter(expression: "isso > 1") }
    do { _ = try Filter(expression: "ratng > 1") } catch {
      #expect(error.remedy == "Did you mean 'rating'?")
    }
  }

  // MARK: JSON

  @Test func bothFormsOfJSONSayTheSame() throws {
    let own = try Filter(
      json: """
        {"owner_user_id": "x", "created_at": {"gt": "2024-05-01T00:00:00Z"}, "tags": {"any": ["logo"]}}
        """)
    let qdrant = try Filter(
      json: """
        {"must": [
          {"key": "owner_user_id", "match": {"value": "x"}},
          {"key": "created_at", "range": {"gt": "2024-05-01T00:00:00Z"}},
          {"key": "tags", "match": {"any": ["logo"]}}]}
        """)
    #expect(
      own
        == .all([
          .field(.owner, .equal(.text("x"))),
          .field(.created, .greater(.date(DateSpan("2024-05-01T00:00:00Z")!))),
          .field(.tags, .any([.text("logo")])),
        ]))
    #expect(
      qdrant
        == .all([
          .field(.owner, .equal(.text("x"))),
          .all([.field(.created, .greater(.date(DateSpan("2024-05-01T00:00:00Z")!)))]),
          .field(.tags, .any([.text("logo")])),
        ]))
  }

  @Test(arguments: [
    ("{}", Filter.all([])),
    (#"{"format": ["jpeg", "png"]}"#, .field(.format, .any([.text("jpeg"), .text("png")]))),
    (#"{"rating": null}"#, .field(.rating, .equal(.null))),
    (#"{"rating": {"exists": false}}"#, .field(.rating, .exists(false))),
    (#"{"not": {"iso": 100}}"#, .not(.field(.iso, .equal(.number(100))))),
    (
      #"{"or": [{"iso": 1}, {"iso": 2}]}"#,
      .any([.field(.iso, .equal(.number(1))), .field(.iso, .equal(.number(2)))])
    ),
    (
      #"{"must_not": {"key": "tags", "match": {"text": "a"}}}"#,
      .not(.any([.field(.tags, .like("%a%"))]))
    ),
    (#"{"has_id": ["01"]}"#, .field(.imageID, .any([.text("01")]))),
    (#"{"is_empty": {"key": "tags"}}"#, .field(.tags, .exists(false))),
    (
      #"{"min_should": {"conditions": [{"gps": true}], "min_count": 1}}"#,
      .atLeast(1, [.field(.hasGPS, .equal(.boolean(true)))])
    ),
    (
      #"{"key": "location", "geo_radius": {"center": {"lon": 1, "lat": 2}, "radius": 5}}"#,
      .near(latitude: 2, longitude: 1, metres: 5)
    ),
    (
      #"{"key": "location", "geo_bounding_box": {"top_left": {"lon": 170, "lat": 5}, "bottom_right": {"lon": -170, "lat": -5}}}"#,
      .all([
        .field(.latitude, .lessOrEqual(.number(5))),
        .field(.latitude, .greaterOrEqual(.number(-5))),
        .any([
          .field(.longitude, .greaterOrEqual(.number(170))),
          .field(.longitude, .lessOrEqual(.number(-170))),
        ]),
      ])
    ),
    (
      #"{"key": "tags", "values_count": {"gte": 1, "lt": 4, "gt": null}}"#,
      .field(.tags, .count(1...3))
    ),
    (#"{"key": "tags", "values_count": {"gt": 4, "lt": 5}}"#, .field(.tags, .any([]))),
    (#"{"must": null, "should": null, "must_not": null, "min_should": null}"#, .all([])),
    (
      #"{"key": "format", "match": {"except": ["png"]}}"#, .field(.format, .none([.text("png")]))
    ),
    (#"{"taken": 2024}"#, .field(.taken, .equal(.date(DateSpan("2024")!)))),
    (#"{"title": "\u00c4\ud83d\ude00\n"}"#, .field(.title, .equal(.text("Ä😀\n")))),
  ])
  func json(_ text: String, _ expected: Filter) throws {
    #expect(try Filter(json: text) == expected)
  }

  @Test(arguments: [
    (
      #"{"must": [{"key": "iso", "range": {"gt": 1}}, {"key": "iso", "range": {"lt": "x"}}]}"#,
      "filter.must[1].range.iso: iso is a number, not 'x'"
    ),
    (#"{"or": [{"colour": "red"}]}"#, "filter.or[0]: there is no field 'colour'"),
    (#"{"iso": {"above": 3}}"#, "filter.iso.above: there is no comparison 'above'"),
    (#"{"tags": {"any": "x"}}"#, "filter.tags.any: a list is needed, not a text"),
    (#"{"tags": {"any": [["x"]]}}"#, "filter.tags.any[0]: a single value is needed, not a list"),
    (#"{"iso": {}}"#, "filter.iso: a comparison is missing"),
    (#"[1]"#, "filter: an object is needed, not a list"),
    (#"{"iso": 1"#, "this is no JSON: a comma or } is missing (at byte 10)"),
    (#"{"iso": 1} x"#, "this is no JSON: something follows the end of the document (at byte 12)"),
    (#"{"iso": NaN}"#, "this is no JSON: a value is missing (at byte 9)"),
    (#"{"key": "iso"}"#, "filter: a condition is missing beside 'key'"),
    (
      #"{"must": [{"key": "colour", "match": {"value": "red"}}]}"#,
      "filter.must[0].key: there is no field 'colour'"
    ),
    (
      #"{"must": [{"key": "iso", "match": {"prefix": "1"}}]}"#,
      "filter.must[0].match.prefix: there is no match 'prefix'"
    ),
    (
      #"{"must_not": [{"key": "tags", "match": {"except": 5}}]}"#,
      "filter.must_not[0].match.except: a list is needed, not a number"
    ),
    (
      #"{"should": [{"key": "iso", "between": [1, 2]}]}"#,
      "filter.should[0].between: there is no condition 'between'"
    ),
    (
      #"{"must": [{"is_empty": {"key": "colour"}}]}"#,
      "filter.must[0].is_empty.key: there is no field 'colour'"
    ),
    (#"{"must": [{"has_id": "x"}]}"#, "filter.must[0].has_id: a list is needed, not a text"),
    (
      #"{"key": "tags", "values_count": {"gt": 1.5}}"#,
      "filter.values_count.gt: a whole number from 0 to 1,000,000 is needed"
    ),
    (
      #"{"key": "tags", "values_count": {"above": 1}}"#,
      "filter.values_count.above: there is no such part"
    ),
    (
      #"{"key": "tags", "values_count": {}}"#,
      "filter.values_count: bounds are needed: lt, lte, gt, gte"
    ),
    (
      #"{"min_should": {"conditions": [], "min_count": 1, "most": 2}}"#,
      "filter.min_should.most: there is no such part"
    ),
    (
      #"{"key": "colour", "geo_radius": {"center": {"lon": 1, "lat": 2}, "radius": 5}}"#,
      "filter.key: a place is called location, not 'colour'"
    ),
    (
      #"{"key": "location", "geo_bounding_box": {"top_left": {"lon": 1, "lat": 2}}}"#,
      "filter.geo_bounding_box.bottom_right: it is missing"
    ),
    (
      #"{"key": "location", "geo_polygon": {}}"#,
      "filter.geo_polygon: there is no condition 'geo_polygon'"
    ),
    (#"{"near": {"lat": 1, "lon": 2, "m": 3}}"#, "filter.near.m: there is no such part"),
  ])
  func mistakesInJSON(_ text: String, _ expected: String) {
    #expect(message { try Filter(json: text) } == expected)
  }

  @Test func deepOrLongFiltersAreRefused() {
    let deep = String(repeating: #"{"not":"#, count: 1_000)
    #expect(message { try Filter(json: deep) }.contains("nested too deeply"))
    let long = (0..<30_000).map(String.init).joined(separator: ",")
    #expect(message { try Filter(json: "{\"iso\": [\(long)]}") }.contains("too large"))
    let brackets = String(repeating: "(", count: 500) + "gps"
    #expect(message { try Filter(expression: brackets) }.contains("nested too deeply"))
  }

  // MARK: Dates

  @Test(arguments: [
    ("2024", "2024-01-01T00:00:00", "2025-01-01T00:00:00"),
    ("2024-12", "2024-12-01T00:00:00", "2025-01-01T00:00:00"),
    ("2024-02-29", "2024-02-29T00:00:00", "2024-03-01T00:00:00"),
    ("1969-12-31", "1969-12-31T00:00:00", "1970-01-01T00:00:00"),
    ("2024-05-01 12:34", "2024-05-01T12:34:00", "2024-05-01T12:35:00"),
    ("2024-05-01T12:34:56.5", "2024-05-01T12:34:56.5", "2024-05-01T12:34:56.501"),
  ])
  func datesStandForAllTheirMoments(_ text: String, _ start: String, _ end: String) throws {
    let span = try #require(DateSpan(text))
    #expect(span.localStart == start)
    #expect(span.localEnd == end)
  }

  @Test func zonesMoveTheMomentAndNotTheClock() throws {
    let span = try #require(DateSpan("2024-05-01T02:00:00+02:00"))
    #expect(span.start.rfc3339 == "2024-05-01T00:00:00.000Z")
    #expect(span.localStart == "2024-05-01T02:00:00")
  }

  @Test(arguments: [
    "24", "2024-", "2024-13", "2023-02-29", "2024-05-01T", "2024-05-01T25:00", "x", "2024-05-01Z",
    "",
  ])
  func whatIsNoDateIsRefused(_ text: String) {
    #expect(DateSpan(text) == nil)
  }
}
