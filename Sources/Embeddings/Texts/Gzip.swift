internal import Core
internal import SystemDeflate

/// Unpacks one gzip member (RFC 1952) into bounded memory.
enum Gzip {
  /// - Parameter limit: the most bytes that may come out.
  /// - Throws: `model.vocabulary` when the data is damaged or longer than `limit`.
  static func inflated(_ bytes: [UInt8], limit: Int) throws(Fault) -> [UInt8] {
    guard let inflater = libdeflate_alloc_decompressor() else {
      throw Fault("memory.full", .runtime, "cannot get memory to unpack a file")
    }
    defer { libdeflate_free_decompressor(inflater) }
    // The last four bytes tell the length modulo 2³²; a file that lies is caught by the unpacking.
    let claimed = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count >= 18, claimed <= limit else { throw damaged }
    var succeeded = false
    let result = [UInt8](unsafeUninitializedCapacity: claimed) { output, count in
      var written = 0
      succeeded =
        libdeflate_gzip_decompress(
          inflater, bytes, bytes.count, output.baseAddress, claimed, &written)
        == LIBDEFLATE_SUCCESS
      count = succeeded ? written : 0
    }
    guard succeeded else { throw damaged }
    return result
  }

  private static var damaged: Fault {
    Fault(
      "model.vocabulary", .user, "the packed vocabulary is damaged",
      remedy: "Fetch the model's files again.")
  }
}
