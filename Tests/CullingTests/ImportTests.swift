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

  @Test func tableOfDupeGuru() throws {
    let text = """
      "Group ID","Filename","Folder","Size (KB)","Dimensions","Match %"\r
      0,"a, b.jpg",/p,"300",1024 x 768,"98"\r
      0,"c ""d"".jpg",/q,"295",1024 x 768,"98"\r
      1,x,/p,1,,\r
      1,y,/p,1,,100\r

      """
    let found = try groups(text)
    #expect(found.format == .dupeGuruCSV)
    #expect(found.groups.map(\.paths) == [["/p/a, b.jpg", "/q/c \"d\".jpg"], ["/p/x", "/p/y"]])
  }

  @Test(arguments: ["", "hello", "[1, 2", "<html>", "{\"path\"", "\"Group\",\"Name\"\n1,2\n"])
  func anythingElseIsRefused(_ text: String) {
    #expect { try groups(text) } throws: { ($0 as? Fault)?.code == "import.unknown" }
  }
}
