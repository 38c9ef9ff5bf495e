import Core
import Testing

@Suite struct FilePathTests {
  @Test func componentsOfAnOrdinaryPath() {
    let path: FilePath = "/photos/2024/IMG_1.tar.GZ"
    #expect(path.lastComponent == "IMG_1.tar.GZ")
    #expect(path.parent == "/photos/2024")
    #expect(path.stem == "IMG_1.tar")
    #expect(path.fileExtension == "gz")
  }

  @Test func aLeadingDotIsPartOfTheStem() {
    #expect(FilePath("/a/.hidden").stem == ".hidden")
    #expect(FilePath("/a/.hidden").fileExtension == "")
  }

  @Test func trailingSlashesDoNotMakeAnotherPath() {
    #expect(FilePath("/a/b//") == FilePath("/a/b"))
    #expect(FilePath("/").bytes == [0x2F])
  }

  @Test func insideIsByComponentNotByPrefix() {
    #expect(FilePath("/a/bc").isInside("/a"))
    #expect(!FilePath("/abc").isInside("/a"))
    #expect(FilePath("/a").isInside("/"))
    #expect(FilePath("/a/b/c").relative(to: "/a") == "b/c")
    #expect(FilePath("/x").relative(to: "/a") == nil)
  }

  @Test func bytesThatAreNotTextSurviveAndAreShownEscaped() {
    let path = FilePath(bytes: Array("/a/".utf8) + [0xFF, 0x0A] + Array("é.jpg".utf8))
    #expect(path.display == "/a/\\xff\\x0aé.jpg")
    #expect(path.bytes.contains(0xFF))
    #expect(path.withCString { $0[3] } == CChar(bitPattern: 0xFF))
  }
}

@Suite struct IdentifierTests {
  @Test func ulidsRoundTripAndSortByTime() throws {
    var generator = SystemRandomNumberGenerator()
    let earlier = ULID(milliseconds: 1_700_000_000_000, using: &generator)
    let later = ULID(milliseconds: 1_700_000_000_001, using: &generator)
    #expect(earlier < later)
    #expect(earlier.description < later.description)
    #expect(try #require(ULID(earlier.description)) == earlier)
    #expect(ULID("01ARZ3NDEKTSV4RRFFQ69G5FAV")?.description == "01ARZ3NDEKTSV4RRFFQ69G5FAV")
    #expect(ULID("8ZZZZZZZZZZZZZZZZZZZZZZZZZ") == nil, "above 128 bits")
  }

  @Test func digestsAndHashesRoundTripThroughHexadecimal() throws {
    let text = String(repeating: "0123456789abcdef", count: 4)
    #expect(try #require(SHA256Digest(hex: text)).hex == text)
    #expect(try #require(Hash256(hex: text)).hex == text)
    #expect(try #require(Hash64(hex: "8000000000000001")).bits == 0x8000_0000_0000_0001)
    #expect(SHA256Digest(hex: "0g") == nil)
  }

  @Test func theFirstDecisionIsTheHighestBit() {
    var hash = Hash256.zero
    hash[0] = true
    hash[255] = true
    #expect(hash.a == 1 << 63 && hash.d == 1)
    #expect(hash.distance(to: .zero) == 2)
  }
}
