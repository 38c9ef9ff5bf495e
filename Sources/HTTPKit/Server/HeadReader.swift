internal import CMicroHTTPD

/// What libmicrohttpd knows of a request's head.
enum HeadReader {
  static func fields(of connection: OpaquePointer) -> HTTPFields {
    let list = FieldList()
    _ = MHD_get_connection_values_n(
      connection, .HEADER_KIND,
      { context, _, name, nameLength, value, valueLength in
        let list = Unmanaged<FieldList>.fromOpaque(context!).takeUnretainedValue()
        list.fields.add(text(name, nameLength), text(value, valueLength))
        return .YES
      }, Unmanaged.passUnretained(list).toOpaque())
    return list.fields
  }

  /// Bytes of content; `nil` when it comes in chunks.
  static func bodyLength(_ fields: HTTPFields) -> Int64? {
    if fields["Transfer-Encoding"] != nil { return nil }
    return fields["Content-Length"].flatMap { Int64($0) } ?? 0
  }

  static func peer(of connection: OpaquePointer) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      guard semblance_http_peer(connection, buffer.baseAddress!, 64) else { return "" }
      return String(cString: buffer.baseAddress!)
    }
  }

  private final class FieldList {
    var fields = HTTPFields()
  }
}

private func text(_ bytes: UnsafePointer<CChar>?, _ length: Int) -> String {
  guard let bytes else { return "" }
  return String(
    decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
}
