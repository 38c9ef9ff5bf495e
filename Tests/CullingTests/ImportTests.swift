import Core
import Culling
import Testing

@Suite struct ImportTests {
  private func groups(_ text: String) throws -> ImportedGroups {
    try ImportedGroups(Array(text.utf8))
  }

  @Test func similarImagesOfCzkawka() throws {
    let compact = """
      [[{"path":"/p/a.jpg","size":9,"width":4,"height":3,"modified_date":1,"hash":[1,2],"difference":0},\
      {"path":"/p/é \\"b\\".jpg","size":8,"width":4,"height":3,"modified_date":1,"hash":[1,2],"difference":2}],\
      [{"path":"/p/alone.jpg","size":1,"width":1,"height":1,"modified_date":1,"hash":[],"difference":0}]]
      """
    let found = try groups(compact)
    #expect(found.format == .czkawkaJSON)
    #expect(found.groups == [.init(paths: ["/p/a.jpg", "/p/é \"b\".jpg"])])
    let pretty =
      "[\n  [\n    {\n      \"path\": \"/a\"\n    },\n    {\n      \"path\": \"/b\"\n    }\n  ]\n]\n"
    #expect(try groups(pretty).groups == [.init(paths: ["/a", "/b"])])
  }

  @Test func referencesAndDuplicatesOfCzkawka() throws {
    let referenced = #"[[{"path":"/ref/a"},[{"path":"/b"},{"path":"/c"}]]]"#
    #expect(
      try groups(referenced).groups == [.init(paths: ["/ref/a", "/b", "/c"], hasReference: true)])
    let hashes =
      #"{"100":[[{"path":"/c"},{"path":"/d"}]],"20":[[{"path":"/a"},{"path":"/b"}],[{"path":"/e"},{"path":"/f"}]]}"#
    #expect(
      try groups(hashes).groups.map(\.paths) == [["/a", "/b"], ["/e", "/f"], ["/c", "/d"]])
    let sizes = #"{"7":[{"path":"/a"},{"path":"/b"}]}"#
    #expect(try groups(sizes).groups.map(\.paths) == [["/a", "/b"]])
  }

  @Test func textOfCzkawka() throws {
    let text = """
      Results of searching ["/p"] (reference directories [])
      2 images which have similar friends

      Found 2 images which have similar friends
      "/p/a "x" - 1.jpg" - 100x80 - 1.2 KiB - Original
      "/p/b.jpg" - 50x40 - 900 B - Very High

      Found 2 images which have similar friends

      "/p/c.jpg" - 100x80 - 1.2 KiB - Original
      "/p/d.jpg" - 50x40 - 900 B - High

      """
    let found = try groups(text)
    #expect(found.format == .czkawkaText)
    #expect(
      found.groups.map(\.paths) == [["/p/a \"x\" - 1.jpg", "/p/b.jpg"], ["/p/c.jpg", "/p/d.jpg"]])
    let duplicates = """
      ---------------Files with same hashes---------------
      Found 3 duplicated files which in 1 groups which takes 3 B.

      ---- Size 3 B (3) - 2 files
      Reference file - "/ref/a"
      "/b"
      "/c"
      """
    #expect(
      try groups(duplicates).groups == [
        .init(paths: ["/ref/a", "/b", "/c"], hasReference: true)
      ])
  }

  /// As czkawka_core's `write_results` of similar images forms it with reference folders: the first
  /// file of a group is the reference, and is not counted.
  @Test func textOfCzkawkaWithReferences() throws {
    let text = """
      2 images which have similar friends


      Found 2 images which have similar friends

      "/ref/pier.jpg" - 1600x1200 - 412.03 KiB - Original
      "/shots/pier (1).jpg" - 800x600 - 96.5 KiB - Very High
      "/shots/a \\ \"b\".jpg" - 800x600 - 96.5 KiB - High

      Found 1 images which have similar friends

      "/ref/tower.png" - 10x10 - 1 KiB - Original
      "/shots/tower.png" - 10x10 - 1 KiB - Minimal


      """
    #expect(
      try groups(text).groups == [
        .init(
          paths: ["/ref/pier.jpg", "/shots/pier (1).jpg", "/shots/a \\ \"b\".jpg"],
          hasReference: true),
        .init(paths: ["/ref/tower.png", "/shots/tower.png"], hasReference: true),
      ])
  }

  /// Files of the same name, or of the same size and name: a group a name.
  @Test func namesInTheTextOfCzkawka() throws {
    let rule = String(repeating: "-", count: 49)
    let names = """
      Results of searching ["/p"] (reference directories []) with excluded directories [] and excluded \
      items ["*/.git/*"]
      \(rule)Files with same names\(rule)
      Found 5 files in 2 groups with same name(may have different content)
      Name - sky.jpg - 3 files\u{20}
      "/p/a/sky.jpg"
      "/p/b/sky.jpg"
      "/p/c/sky.jpg"

      Name - my - 2 files .jpg - 2 files\u{20}
      "/p/a/my - 2 files .jpg"
      "/p/b/my - 2 files .jpg"


      """
    #expect(
      try groups(names).groups.map(\.paths) == [
        ["/p/a/sky.jpg", "/p/b/sky.jpg", "/p/c/sky.jpg"],
        ["/p/a/my - 2 files .jpg", "/p/b/my - 2 files .jpg"],
      ])
    let referenced = """
      \(rule)Files with same size and names in referenced folders\(rule)
      Found 2 files in 1 groups with same size and name(may have different content)
      Name - sky.jpg, 4.02 KiB - 1 files\u{20}
      Reference file - "/ref/sky.jpg"
      "/p/sky.jpg"

      """
    #expect(
      try groups(referenced).groups == [
        .init(paths: ["/ref/sky.jpg", "/p/sky.jpg"], hasReference: true)
      ])
  }

  @Test func sizesAndHashesInTheTextOfCzkawka() throws {
    let text = """
      Results of searching ["/p"] (reference directories []) with excluded directories [] and excluded \
      items []
      -------------------------------------------------Files with same hashes-------------------------------------------------
      Found 4 duplicated files which in 2 groups which takes 2.93 MiB.

      ---- Size 2.91 MiB (3047212) - 2 files
      "/p/one.tif"
      "/p/one again.tif"

      ---- Size 20 B (20) - 2 files\u{20}
      "/p/x"
      "/p/y"

      """
    #expect(
      try groups(text).groups.map(\.paths) == [
        ["/p/one.tif", "/p/one again.tif"], ["/p/x", "/p/y"],
      ])
    for nothing in [
      "Not found any similar images.",
      "Results of searching [\"/p\"] (reference directories [])\nNot found any duplicates.",
      "Not found any files with same names.", "[]", "{}",
    ] { #expect(try groups(nothing).groups.isEmpty, "\(nothing)") }
  }

  /// Every form of `save_results_to_file_as_json`, by the types that it is given.
  @Test func everyFormOfTheJSONOfCzkawka() throws {
    func entry(_ path: String) -> String {
      #"{"path":"\#(path)","size":4096,"modified_date":1720000000,"hash":""}"#
    }
    let (a, b, c, d) = (entry("/a"), entry("/b"), entry("/c"), entry("/d"))
    func paths(_ json: String) throws -> [[FilePath]] { try groups(json).groups.map(\.paths) }
    // Names: name → files; with references name → (file, files).
    #expect(
      try paths(#"{"sky.jpg":[\#(a),\#(b)],"path":[\#(c),\#(d)]}"#) == [
        ["/c", "/d"], ["/a", "/b"],
      ])
    #expect(
      try groups(#"{"sky.jpg":[\#(a),[\#(b),\#(c)]]}"#).groups
        == [.init(paths: ["/a", "/b", "/c"], hasReference: true)])
    // Size and name: lists alone.
    #expect(try paths("[[\(a),\(b)],[\(c),\(d)]]") == [["/a", "/b"], ["/c", "/d"]])
    #expect(
      try groups("[[\(a),[\(b)]],[\(c),[\(d)]]]").groups == [
        .init(paths: ["/a", "/b"], hasReference: true),
        .init(paths: ["/c", "/d"], hasReference: true),
      ])
    // Hashes: size → groups; with references size → (file, files)s.
    #expect(
      try paths(#"{"4096":[[\#(a),\#(b)],[\#(c),\#(d)]]}"#) == [["/a", "/b"], ["/c", "/d"]])
    #expect(
      try groups(#"{"4096":[[\#(a),[\#(b)]],[\#(c),[\#(d)]]]}"#).groups == [
        .init(paths: ["/a", "/b"], hasReference: true),
        .init(paths: ["/c", "/d"], hasReference: true),
      ])
    // Pretty, as serde_json writes it.
    let pretty = """
      [
        [
          {
            "path": "/p/pier.jpg",
            "size": 421923,
            "width": 1600,
            "height": 1200,
            "modified_date": 1720000000,
            "hash": [
              12,
              255
            ],
            "difference": 0
          },
          {
            "path": "/p/café.jpg",
            "size": 98816,
            "width": 800,
            "height": 600,
            "modified_date": 1720000000,
            "hash": [],
            "difference": 3
          }
        ]
      ]
      """
    #expect(try paths(pretty) == [["/p/pier.jpg", "/p/café.jpg"]])
  }

  /// As `export_to_csv` of dupeGuru 4.3.1 writes it in the picture mode: what its window shows, with
  /// every column, and with the line ends of Windows' text files.
  @Test func tableOfDupeGuru() throws {
    let text = """
      Group ID,Filename,Folder,Size (KB),Dimensions,Match %\r
      0,"a, b.jpg",/p,"1,300",1024 x 768,98\r
      0,"c ""d"".jpg",/q,295,1024 x 768,98\r
      1,x,/p,1,0 x 0,100\r
      1,"two
      lines",/p,1,0 x 0,100\r

      """
    let found = try groups(text)
    #expect(found.format == .dupeGuruCSV)
    let expected: [[FilePath]] = [["/p/a, b.jpg", "/q/c \"d\".jpg"], ["/p/x", "/p/two\nlines"]]
    #expect(found.groups.map(\.paths) == expected)
    #expect(
      try groups(text.replacing("\r\n", with: "\r\r\n")).groups.map(\.paths) == expected)
    let whole = """
      Group ID,Filename,Folder,Size (KB),Kind,Dimensions,EXIF Timestamp,Modification,Match %,Dupe Count\r
      0,pier.jpg,/p,925,jpg,1024 x 768,2024:05:01 12:34:56,2026/11/25 18:12:50,100,2\r
      0,pier copy.jpg,/p/sub,454,jpg,1024 x 768,,2026/11/25 18:12:50,100,---\r
      0,pier small.jpg,/p/sub,12,jpg,320 x 240,,---,91,---\r

      """
    #expect(
      try groups(whole).groups.map(\.paths) == [
        ["/p/pier.jpg", "/p/sub/pier copy.jpg", "/p/sub/pier small.jpg"]
      ])
  }

  /// Its columns are named in the language of its window, and stand where a person moved them.
  @Test func tableOfDupeGuruInAnotherLanguageAndOrder() throws {
    let text = """
      Group ID,Treffer %,Ordner,Dateiname,Größe (KB)\r
      0,98,/p,a.jpg,300\r
      0,98,/q,b.jpg,295\r

      """
    #expect(try groups(text).groups.map(\.paths) == [["/p/a.jpg", "/q/b.jpg"]])
    let moved = """
      Group ID,Dateiname,Größe (KB),Ordner\r
      0,a.jpg,300,/p\r
      0,b.jpg,295,/q\r

      """
    #expect(try groups(moved).groups.map(\.paths) == [["/p/a.jpg", "/q/b.jpg"]])
    #expect(try groups("Group ID,Filename,Folder\r\n").groups.isEmpty)
    #expect {
      try groups("Group ID,Filename,Size (KB)\r\n0,a.jpg,1\r\n0,b.jpg,1\r\n")
    } throws: { ($0 as? Fault)?.code == "import.no-folder" }
  }

  @Test(arguments: ["", "hello", "[1, 2", "<html>", "{\"path\"", "\"Group\",\"Name\"\n1,2\n"])
  func anythingElseIsRefused(_ text: String) {
    #expect { try groups(text) } throws: { ($0 as? Fault)?.code == "import.unknown" }
  }
}
