#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One end of a connection as limits count it: an IPv4 address, or the first 64 bits of an IPv6 address,
/// of which one machine has all.
package enum PeerName {
  package static func name(of address: String) -> String {
    guard address.contains(":") else { return address }
    var bytes = [UInt8](repeating: 0, count: 16)
    guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
    // An IPv4 address in IPv6's clothes (RFC 4291 § 2.5.5.2).
    if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
      return bytes[12...].map { "\($0)" }.joined(separator: ".")
    }
    return bytes[..<8].map { String($0, radix: 16) }.joined(separator: ":")
  }

  /// Whether it is this machine.
  package static func isLoopback(_ address: String) -> Bool {
    let name = name(of: address)
    return name.hasPrefix("127.") || address == "::1"
  }
}
