/// The header of a PLY file (Turk, 1994): which elements follow, and of what their rows are made.
struct PLYHeader {
  enum Encoding {
    case text, little, big
  }

  enum Number: Hashable {
    case int8, uint8, int16, uint16, int32, uint32, float, double

    init?(_ name: String) {
      switch name {
      case "char", "int8": self = .int8
      case "uchar", "uint8": self = .uint8
      case "short", "int16": self = .int16
      case "ushort", "uint16": self = .uint16
      case "int", "int32": self = .int32
      case "uint", "uint32": self = .uint32
      case "float", "float32": self = .float
      case "double", "float64": self = .double
      default: return nil
      }
    }

    var size: Int {
      switch self {
      case .int8, .uint8: 1
      case .int16, .uint16: 2
      case .int32, .uint32, .float: 4
      case .double: 8
      }
    }
  }

  struct Property {
    /// What a vertex's property is of its position, or whether a face's list is its corners.
    enum Role {
      case x, y, z, corners, other
    }

    var role: Role
    var number: Number
    /// Of the list's length; `nil` for a single number.
    var listCount: Number?
  }

  struct Element {
    enum Kind {
      case vertex, face, other
    }

    var kind: Kind
    var count: Int
    var properties: [Property] = []
  }

  private(set) var encoding = Encoding.text
  private(set) var elements: [Element] = []
  private(set) var isComplete = false
  private var lineCount = 0

  /// Takes the next line; `false` when it is none of a header.
  mutating func take(_ line: LineReader) -> Bool {
    var line = line
    lineCount += 1
    if lineCount == 1 { return line.takes("ply") }
    guard lineCount < 1000 else { return false }
    switch line.word() {
    case "", "comment", "obj_info": return true
    case "format": return takeFormat(line.word())
    case "element": return takeElement(line)
    case "property": return takeProperty(line)
    case "end_header":
      isComplete = true
      return true
    default: return false
    }
  }

  private mutating func takeFormat(_ name: String) -> Bool {
    switch name {
    case "ascii": encoding = .text
    case "binary_little_endian": encoding = .little
    case "binary_big_endian": encoding = .big
    default: return false
    }
    return true
  }

  private mutating func takeElement(_ line: LineReader) -> Bool {
    var line = line
    let name = line.word()
    guard let count = line.integer(), count >= 0, elements.count < 64 else { return false }
    let kind: Element.Kind = name == "vertex" ? .vertex : name == "face" ? .face : .other
    elements.append(Element(kind: kind, count: count))
    return true
  }

  private mutating func takeProperty(_ line: LineReader) -> Bool {
    var line = line
    guard let element = elements.last, element.properties.count < 256 else { return false }
    let first = line.word()
    var listCount: Number?
    var numberName = first
    if first == "list" {
      listCount = Number(line.word())
      if listCount == nil { return false }
      numberName = line.word()
    }
    guard let number = Number(numberName) else { return false }
    let name = line.word()
    let role = Self.role(name, in: element.kind, isList: listCount != nil)
    elements[elements.count - 1].properties.append(
      Property(role: role, number: number, listCount: listCount))
    return true
  }

  private static func role(
    _ name: String, in kind: Element.Kind, isList: Bool
  ) -> Property.Role {
    switch (kind, name, isList) {
    case (.vertex, "x", false): .x
    case (.vertex, "y", false): .y
    case (.vertex, "z", false): .z
    case (.face, "vertex_indices", true), (.face, "vertex_index", true): .corners
    default: .other
    }
  }
}
