import Core
import Signing
import Testing

/// Signatures against those that AWS publishes: the examples of "Authenticating Requests (AWS
/// Signature Version 4)" in the API reference of S3, and cases of its test suite.
@Suite struct VersionFourTests {
  private static let keys = SigningKeys(
    access: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
  private static let time = SigningTime("20130524T000000Z")!
  private static let scope = SigningScope(day: "20130524", region: "us-east-1", service: "s3")
  private static let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var method: String
    var path: String
    var query: [String: String] = [:]
    var headers: [String: String] = [:]
    var payload = VersionFourTests.nothing
    var signature: String
  }

  @Test(arguments: [
    Example(
      testDescription: "GET object", method: "GET", path: "/test.txt",
      headers: ["range": "bytes=0-9"],
      signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
    Example(
      testDescription: "PUT object", method: "PUT", path: "/test%24file.text",
      headers: [
        "date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY",
      ],
      payload: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
      signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
    Example(
      testDescription: "GET bucket lifecycle", method: "GET", path: "/", query: ["lifecycle": ""],
      signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
    Example(
      testDescription: "GET bucket", method: "GET", path: "/",
      query: ["max-keys": "2", "prefix": "J"],
      signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
  ])
  func examplesOfS3(example: Example) {
    var headers = example.headers
    headers["host"] = "examplebucket.s3.amazonaws.com"
    headers["x-amz-content-sha256"] = example.payload
    headers["x-amz-date"] = "20130524T000000Z"
    let request = CanonicalRequest(
      method: example.method, path: example.path,
      query: example.query.map { (name: $0.key, value: $0.value) },
      headers: headers.map { (name: $0.key, value: $0.value) }, payload: example.payload)
    #expect(
      Self.keys.signature(of: request, at: Self.time, scope: Self.scope) == example.signature)
  }

  @Test func anExampleOfAPresignedAddress() {
    let address = PresignedAddress(keys: Self.keys, region: "us-east-1").text(
      "GET", origin: "https://examplebucket.s3.amazonaws.com", path: "/test.txt", at: Self.time,
      expires: 86_400)
    #expect(
      address.hasSuffix(
        "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"))
    #expect(
      address.contains(
        "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"))
  }

  /// "Transferring Payload in Multiple Chunks": 66,560 letters in chunks of 64 KiB.
  @Test func anExampleOfChunks() {
    let request = CanonicalRequest(
      method: "PUT", path: "/examplebucket/chunkObject.txt", query: [],
      headers: [
        (name: "content-encoding", value: "aws-chunked"), (name: "content-length", value: "66824"),
        (name: "host", value: "s3.amazonaws.com"),
        (name: "x-amz-content-sha256", value: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
        (name: "x-amz-date", value: "20130524T000000Z"),
        (name: "x-amz-decoded-content-length", value: "66560"),
        (name: "x-amz-storage-class", value: "REDUCED_REDUNDANCY"),
      ], payload: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
    let seed = Self.keys.signature(of: request, at: Self.time, scope: Self.scope)
    #expect(seed == "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")
    var signer = ChunkSigner(keys: Self.keys, time: Self.time, scope: Self.scope, seed: seed)
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 66_560)
    func digest(_ bytes: ArraySlice<UInt8>) -> [UInt8] { RunningDigest.of(Array(bytes), .sha256) }
    #expect(
      signer.chunk(digest(letters[..<65_536]))
        == "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
    #expect(
      signer.chunk(digest(letters[65_536...]))
        == "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
    #expect(
      signer.chunk(digest([]))
        == "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9")
  }

  /// The suite's own keys and time; every case has the fields `host` and `x-amz-date`.
  @Test(
    arguments: [
      ("get-vanilla", "", [], "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
      (
        "get-vanilla-query-order-key-case", "Param2=value2&Param1=value1", [],
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
      ),
      (
        "get-header-value-trim", "", [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
      ),
    ] as [(String, String, [(String, String)], String)])
  func casesOfTheTestSuite(
    name: String, query: String, headers: [(String, String)], signature: String
  ) throws {
    let keys = SigningKeys(
      access: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    let fixed = [("Host", "example.amazonaws.com"), ("X-Amz-Date", "20150830T123600Z")]
    let request = CanonicalRequest(
      method: "GET", path: "/",
      query: query.split(separator: "&").map { item in
        let parts = item.split(separator: "=")
        return (name: String(parts[0]), value: String(parts[1]))
      },
      headers: (fixed + headers).map { (name: $0.0, value: $0.1) }, payload: Self.nothing)
    let scope = SigningScope(day: "20150830", region: "us-east-1", service: "service")
    let time = try #require(SigningTime("20150830T123600Z"))
    #expect(keys.signature(of: request, at: time, scope: scope) == signature, "\(name)")
  }

  @Test func claimsAreReadFromFieldsAndQueries() throws {
    let text =
      "AWS4-HMAC-SHA256 Credential=a/b/20130524/us-east-1/s3/aws4_request, "
      + "SignedHeaders=Host;x-amz-date,Signature=ab"
    let claim = try #require(SignatureClaim(authorization: text, date: "20130524T000000Z"))
    #expect(claim.access == "a/b" && claim.scope == Self.scope && claim.signature == "ab")
    #expect(claim.signedHeaders == ["host", "x-amz-date"] && claim.expires == nil)
    for (text, date) in [
      (text, nil), (text, "20130525T000000Z"), (text, "20130524T250000Z"), (text, "2013"),
      ("AWS " + text.dropFirst(17), "20130524T000000Z"),
      (text + ",Signature=cd", "20130524T000000Z"),
      (text.replacing("aws4_request", with: "x"), "20130524T000000Z"),
    ] as [(String, String?)] {
      #expect(SignatureClaim(authorization: text, date: date) == nil, "\(text) \(date ?? "")")
    }
  }

  @Test func momentsAreWrittenAndReadAlike() throws {
    for seconds in [0, 951_782_400, 1_440_938_160, 4_102_444_799] as [Int64] {
      let time = SigningTime(seconds: seconds)
      #expect(SigningTime(time.description) == time)
    }
    #expect(SigningTime("20230229T000000Z") == nil && SigningTime("20240229T000000Z") != nil)
    #expect(SigningTime("２0240229T00000Z") == nil)
  }

  @Test func keysNeverShowTheirSecret() {
    #expect("\(Self.keys)" == Self.keys.access && String(reflecting: Self.keys) == Self.keys.access)
  }
}
