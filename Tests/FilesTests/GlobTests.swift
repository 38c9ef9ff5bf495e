import Core
import Files
import TestSupport
import Testing

/// Globs as a person writes them, against the names they should match.
@Suite struct GlobTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let glob: String
    let matching: [String]
    let others: [String]
    var testDescription: String { glob }
  }

  static let examples = [
    Example(glob: "*.jpg", matching: ["a.jpg", "x/y/b.jpg"], others: ["a.jpeg"]),
    Example(glob: "x/*.jpg", matching: ["x/a.jpg"], others: ["x/y/a.jpg", "y/x/a.jpg"]),
    Example(glob: "**/x/*.jpg", matching: ["x/a.jpg", "y/x/a.jpg"], others: ["x/y/a.jpg"]),
    Example(glob: "x/**", matching: ["x/a.jpg", "x/y/z/a.jpg"], others: ["y/x.jpg"]),
    Example(glob: "x/**/a.jpg", matching: ["x/a.jpg", "x/y/z/a.jpg"], others: ["a.jpg"]),
    Example(glob: "IMG_[0-9][!0-9].jpg", matching: ["IMG_1a.jpg"], others: ["IMG_11.jpg"]),
    Example(glob: "?.jpg", matching: ["a.jpg"], others: ["ab.jpg", ".jpg"]),
    Example(glob: "{a,b{1,2}}.{jpg,png}", matching: ["a.png", "b2.jpg"], others: ["b.jpg"]),
    Example(glob: "a{,b}.jpg", matching: ["a.jpg", "ab.jpg"], others: ["b.jpg"]),
    Example(glob: "\\{a,b\\}.jpg", matching: ["{a,b}.jpg"], others: ["a.jpg"]),
    Example(glob: "[{]a.jpg", matching: ["{a.jpg"], others: ["a.jpg"]),
    Example(glob: "!a.jpg", matching: ["!a.jpg"], others: ["a.jpg", "b.jpg"]),
    Example(glob: "x/", matching: ["x/a.jpg", "y/x/b.jpg"], others: ["x.jpg"]),
  ]

  @Test(arguments: examples) func examplesAreIncludedAndExcluded(example: Example) throws {
    let folder = try TemporaryFolder()
    for name in example.matching + example.others { try folder.write([1], to: name) }
    var options = ScanOptions()
    options.includesHidden = true
    options.extensions = []
    options.include = [example.glob]
    #expect(
      Set(try Scan([folder.path], options).names(below: folder.path)) == Set(example.matching))
    (options.include, options.exclude) = ([], [example.glob])
    #expect(Set(try Scan([folder.path], options).names(below: folder.path)) == Set(example.others))
  }

  @Test func aPatternMadeToBacktrackIsQuick() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "a", count: 250)
    for index in 0..<20 { try folder.write([1], to: "\(index)/\(name).jpg") }
    var options = ScanOptions()
    options.exclude = [
      String(repeating: "*a", count: 40) + "*b", String(repeating: "**/*a*/", count: 20) + "b",
    ]
    let start = ContinuousClock.now
    #expect(try Scan([folder.path], options).pictures.count == 20)
    let time = ContinuousClock.now - start
    #expect(time < .seconds(5))
  }
}
