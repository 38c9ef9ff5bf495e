import HTTPKit
import Testing

@Suite struct MessageTests {
  @Test func targetsAreTakenApart() throws {
    let target = try #require(RequestTarget("/api/a%2Fb/%C3%A9?x=1&y=a+b%21&x=2&flag"))
    #expect(target.segments == ["api", "a/b", "é"])
    #expect(target.values(of: "x") == ["1", "2"])
    #expect(target.value(of: "y") == "a b!")
    #expect(target.value(of: "flag") == "")
    #expect(try #require(RequestTarget("/")).segments.isEmpty)
  }

  @Test(arguments: [
    "", "a", "http://x/", "/%", "/%4", "/%zz", "/%00", "/%ff", "/a b", "/a#b", "/\u{7f}",
  ])
  func malformedTargetsAreNone(_ target: String) {
    #expect(RequestTarget(target) == nil)
  }

  @Test func percentCodingRoundTrips() {
    let text = "a b/ü?&=#%\n~-._"
    #expect(PercentCoding.decoded(PercentCoding.encoded(text).utf8, plusIsBlank: true) == text)
  }

  @Test func fieldNamesIgnoreCase() {
    var fields: HTTPFields = ["Content-Type": "a", "x": "1"]
    fields.add("X", "2")
    #expect(fields["content-type"] == "a")
    #expect(fields["X"] == "1, 2")
    fields.merge("Vary", "Origin")
    fields.merge("vary", "origin")
    #expect(fields["Vary"] == "Origin")
  }

  @Test func aValueCannotWriteAnotherField() {
    let fields: HTTPFields = ["Location": "/a\r\nSet-Cookie: x=1"]
    #expect(
      fields["Location"] == "/a Set-Cookie: x=1" || fields["Location"] == "/a  Set-Cookie: x=1")
  }

  @Test func parametersAreUnquoted() {
    let (value, parameters) = ListField.parameters(
      #"Form-Data; name="a\"b;c"; filename*=x; FileName = plain "#)
    #expect(value == "form-data")
    #expect(parameters["name"] == "a\"b;c")
    #expect(parameters["filename"] == "plain")
  }

  @Test func datesRoundTrip() {
    #expect(HTTPDate.text(seconds: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    for seconds in stride(from: Int64(0), to: 8_000_000_000, by: 86_399_999) {
      #expect(HTTPDate.seconds(HTTPDate.text(seconds: seconds)) == seconds)
    }
    #expect(HTTPDate.seconds("Sunday, 06-Nov-94 08:49:37 GMT") == nil)
  }
}
