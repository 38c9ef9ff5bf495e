import HTTPKit
import Testing

/// What a server remembers of who calls it.
@Suite struct CallerTests {
  @Test func peersAreAddressesOrNetworks() {
    for (address, name) in [
      ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"),
      ("2001:db8:1:2:3:4:5:6", "20:1:d:b8:0:1:0:2"), ("2001:db8:1:2::", "20:1:d:b8:0:1:0:2"),
      ("fe80::1%lo", "fe80::1%lo"), ("", ""),
    ] {
      #expect(PeerName.name(of: address) == name)
    }
    for address in ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"] {
      #expect(PeerName.isLoopback(address), "\(address)")
    }
    for address in ["192.0.2.7", "::", "::2", "2001:db8::1", "128.0.0.1", "12.7.0.1"] {
      #expect(!PeerName.isLoopback(address), "\(address)")
    }
  }

  @Test func aTableOfRecentEntriesIsBoundedAndKeepsWhatIsUsed() {
    var table = RecentEntries<Int, Int>(limit: 100)
    table[0] = -1
    for key in 1...10_000 {
      table[key] = key
      if key.isMultiple(of: 10) { #expect(table[0] == -1) }
      #expect(table.count <= 100)
      #expect(table[key] == key)
    }
    #expect(table[1] == nil && table[9_999] == 9_999)
    table[9_999] = nil
    #expect(table[9_999] == nil)
    table[9_998] = 5
    #expect(table[9_998] == 5)
  }

  @Test func cookiesAreFoundAmongOthers() throws {
    var fields: HTTPFields = ["Cookie": "a=1; session=x=y ;b=; session=z"]
    fields.add("Cookie", "session=w")
    let request = HTTPRequest(
      method: .get, target: try #require(RequestTarget("/")), fields: fields)
    #expect(Cookies.values(of: "session", in: request) == ["x=y", "z", "w"])
    #expect(Cookies.values(of: "b", in: request) == [""])
    #expect(Cookies.values(of: "c", in: request).isEmpty)
  }
}
