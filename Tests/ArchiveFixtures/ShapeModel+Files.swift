/// The model in every format that is read.
extension ShapeModel {
  package func binarySTL(header: String = "made for tests") -> [UInt8] {
    var bytes = ByteWriter()
    bytes.add(header.utf8.prefix(80) + [UInt8](repeating: 0, count: max(0, 80 - header.utf8.count)))
    bytes.add(UInt32(corners.count / 9))
    for at in stride(from: 0, to: corners.count, by: 9) {
      bytes.add([UInt8](repeating: 0, count: 12))
      for number in corners[at..<at + 9] { bytes.add(number.bitPattern) }
      bytes.add(UInt16(0))
    }
    return bytes.bytes
  }

  package func textSTL() -> [UInt8] {
    var text = "solid made\n"
    for at in stride(from: 0, to: corners.count, by: 9) {
      text += "facet normal 0 0 0\n outer loop\n"
      for corner in 0..<3 { text += "  vertex \(numbers(at + 3 * corner))\n" }
      text += " endloop\nendfacet\n"
    }
    return Array((text + "endsolid made\n").utf8)
  }

  package func obj() -> [UInt8] {
    var text = "# made for tests\no made\n"
    for at in stride(from: 0, to: corners.count, by: 3) { text += "v \(numbers(at))\n" }
    for at in stride(from: 0, to: corners.count / 3, by: 3) {
      // Counted from the end where that is shorter to test.
      text += at == 0 ? "f \(-corners.count / 3) 2/1/1 3//1\n" : "f \(at + 1) \(at + 2) \(at + 3)\n"
    }
    return Array(text.utf8)
  }

  package func textPLY() -> [UInt8] {
    var text = plyHeader("ascii")
    for at in stride(from: 0, to: corners.count, by: 3) { text += "\(numbers(at)) 255\n" }
    for at in stride(from: 0, to: corners.count / 3, by: 3) {
      text += "3 \(at) \(at + 1) \(at + 2)\n"
    }
    return Array(text.utf8)
  }

  package func binaryPLY(bigEndian: Bool) -> [UInt8] {
    var bytes = ByteWriter()
    bytes.add(plyHeader(bigEndian ? "binary_big_endian" : "binary_little_endian").utf8)
    for at in stride(from: 0, to: corners.count, by: 3) {
      for number in corners[at..<at + 3] { bytes.add(number.bitPattern, bigEndian: bigEndian) }
      bytes.add(UInt8(255))
    }
    for at in stride(from: 0, to: corners.count / 3, by: 3) {
      bytes.add(UInt8(3))
      for index in at..<at + 3 { bytes.add(Int32(index), bigEndian: bigEndian) }
    }
    return bytes.bytes
  }

  /// The model part of a 3MF project, built through a component.
  package func projectModel() -> [UInt8] {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- a > comment -- with dashes -->
      <model unit="millimeter" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02">
      <resources><object id="1" type="model"><mesh><vertices>
      """
    for at in stride(from: 0, to: corners.count, by: 3) {
      text += "<vertex x=\"\(corners[at])\" y='\(corners[at + 1])' z=\"\(corners[at + 2])\"/>\n"
    }
    text += "</vertices><triangles>"
    for at in stride(from: 0, to: corners.count / 3, by: 3) {
      text += "<triangle v1=\"\(at)\" v2=\"\(at + 1)\" v3=\"\(at + 2)\" />"
    }
    text += """
      </triangles></mesh></object>
      <object id="2"><components><component objectid="1" transform="1 0 0 0 1 0 0 0 1 5 0 0"/>
      </components></object></resources>
      <build><item objectid="2" transform="1 0 0 0 1 0 0 0 1 -5 0 0"/></build></model>
      """
    return Array(text.utf8)
  }

  /// A whole 3MF project.
  package func project(thumbnail: [UInt8]? = nil) -> [UInt8] {
    var files = [
      PackedFile("[Content_Types].xml", "<Types/>".utf8),
      PackedFile("3D/3dmodel.model", projectModel()),
    ]
    if let thumbnail { files.append(PackedFile("Metadata/thumbnail.png", thumbnail)) }
    return ZipWriter.bytes(files, deflates: true)
  }

  private func plyHeader(_ format: String) -> String {
    """
    ply
    format \(format) 1.0
    comment made for tests
    element vertex \(corners.count / 3)
    property float x
    property float y
    property float z
    property uchar grey
    element face \(corners.count / 9)
    property list uchar int vertex_indices
    end_header

    """
  }

  private func numbers(_ at: Int) -> String {
    "\(corners[at]) \(corners[at + 1]) \(corners[at + 2])"
  }
}
