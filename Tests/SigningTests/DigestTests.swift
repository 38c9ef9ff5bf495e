import Core
import Signing
import Testing

@Suite struct DigestTests {
  private let letters = Array("123456789".utf8)

  /// RFC 1321 § A.5, FIPS 180-4's examples.
  @Test(arguments: [
    (DigestKind.md5, "900150983cd24fb0d6963f7d28e17f72"),
    (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func digestsOfAbc(kind: DigestKind, wanted: String) {
    #expect(Hexadecimal.string(of: RunningDigest.of(Array("abc".utf8), kind)) == wanted)
    #expect(kind.length * 2 == wanted.utf8.count)
  }

  /// RFC 4231, case 2, and a key that is longer than a block (case 6).
  @Test func messageCodes() {
    #expect(
      Hexadecimal.string(
        of: MessageCode.sha256("what do ya want for nothing?", key: Array("Jefe".utf8)))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      Hexadecimal.string(
        of: MessageCode.sha256(
          "Test Using Larger Than Block-Size Key - Hash Key First",
          key: [UInt8](repeating: 0xAA, count: 131)))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  /// The catalogue of CRC algorithms: the checks of CRC-32/ISO-HDLC and CRC-32/ISCSI.
  @Test(arguments: [(ChecksumKind.crc32, "cbf43926"), (.crc32c, "e3069283")])
  func checksumsInPieces(kind: ChecksumKind, wanted: String) {
    for cut in 0...letters.count {
      var checksum = RunningChecksum(kind)
      checksum.update(letters[..<cut])
      checksum.update(letters[cut...])
      #expect(Hexadecimal.string(of: checksum.finish()) == wanted)
    }
  }

  @Test func codesAreComparedWhole() {
    #expect(MessageCode.areEqual([1, 2, 3], [1, 2, 3]))
    #expect(!MessageCode.areEqual([1, 2, 3], [1, 2, 4]))
    #expect(!MessageCode.areEqual([1, 2, 3], [1, 2]))
    #expect(MessageCode.areEqual([], []))
  }
}
