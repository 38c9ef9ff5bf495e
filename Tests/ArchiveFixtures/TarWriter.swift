/// Tar files (POSIX.1-1988, ustar).
package enum TarWriter {
  package static func bytes(_ files: [PackedFile]) -> [UInt8] {
    var all: [UInt8] = []
    for file in files {
      var head = [UInt8](repeating: 0, count: 512)
      func put(_ bytes: some Sequence<UInt8>, _ at: Int) {
        for (index, byte) in bytes.enumerated() { head[at + index] = byte }
      }
      func octal(_ value: Int, _ width: Int) -> [UInt8] {
        let digits = String(value, radix: 8)
        return Array((String(repeating: "0", count: width - digits.count) + digits).utf8)
      }
      put(file.name.prefix(100), 0)
      put(octal(0o644, 7), 100)
      put(octal(0, 7), 108)
      put(octal(0, 7), 116)
      put(octal(file.link == nil ? file.bytes.count : 0, 11), 124)
      put(octal(1_704_067_200, 11), 136)
      put([UInt8](repeating: 0x20, count: 8), 148)
      put([UInt8(ascii: file.link == nil ? "0" : "2")], 156)
      put((file.link ?? "").utf8, 157)
      put(Array("ustar\0".utf8) + Array("00".utf8), 257)
      put(octal(head.reduce(0) { $0 + Int($1) }, 6) + [0, 0x20], 148)
      all += head
      if file.link == nil {
        all += file.bytes
        all += [UInt8](repeating: 0, count: (512 - file.bytes.count % 512) % 512)
      }
    }
    return all + [UInt8](repeating: 0, count: 1024)
  }
}
