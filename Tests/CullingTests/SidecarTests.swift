import Core
import Culling
import Testing

@Suite struct SidecarTests {
  private func read(_ text: String) throws -> SidecarValue {
    try SidecarValue(yaml: Array(text.utf8))
  }

  @Test func yamlAndJSONSayTheSame() throws {
    let yaml = try read(
      "prompt: a red fox\nseed: 42\nloras:\n  - name: x\n    weight: 0.5\n# note\n")
    let json = try read(
      #"{"seed": 42, "loras": [{"weight": 0.5, "name": "x"}], "prompt": "a red fox"}"#)
    #expect(yaml == json)
    #expect(try yaml != read("prompt: a red fox\nseed: 43\nloras: [{name: x, weight: 0.5}]\n"))
  }

  @Test func keysAreLeftOutAtAnyDepth() throws {
    let one = try read("seed: 1\ntime: 10\nmeta: {time: 3, id: x}\n").without(["time", "id"])
    let other = try read("seed: 1\ntime: 11\nmeta: {}\n").without(["time"])
    #expect(one == other)
  }

  @Test func hostileFilesEnd() throws {
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    #expect(try read(bomb) != .scalar(""))
    for text in ["a: [", "{", "a: b: c", String(repeating: "[", count: 5000), "\u{0}", "a: \"x"] {
      #expect { try read(text) } throws: { ($0 as? Fault)?.code == "sidecar.malformed" }
    }
    #expect(try read("") == .list([]))
  }
}
