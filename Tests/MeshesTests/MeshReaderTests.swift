import ArchiveFixtures
import Core
import Meshes
import TestSupport
import Testing

/// Meshes of every format are the same triangles, however their bytes come.
@Suite struct MeshReaderTests {
  static let model = ShapeModel(seed: 1, detail: 6)

  enum Writing: CaseIterable {
    case binarySTL, textSTL, obj, textPLY, littlePLY, bigPLY, project

    var format: MeshFormat {
      switch self {
      case .binarySTL, .textSTL: .stl
      case .obj: .obj
      case .textPLY, .littlePLY, .bigPLY: .ply
      case .project: .threeMF
      }
    }

    func bytes(_ model: ShapeModel) -> [UInt8] {
      switch self {
      case .binarySTL: model.binarySTL()
      case .textSTL: model.textSTL()
      case .obj: model.obj()
      case .textPLY: model.textPLY()
      case .littlePLY: model.binaryPLY(bigEndian: false)
      case .bigPLY: model.binaryPLY(bigEndian: true)
      case .project: model.projectModel()
      }
    }
  }

  private func read(
    _ format: MeshFormat, _ bytes: [UInt8], pieces: Int = .max, size: Int64? = nil,
    limits: MeshLimits = .standard
  ) throws -> TriangleMesh {
    var reader = MeshReader(format, size: size, limits: limits)
    var at = 0
    while at < bytes.count {
      let piece = Array(bytes[at..<min(bytes.count, at + min(pieces, bytes.count))])
      try piece.withUnsafeBytes { try reader.add($0) }
      at += piece.count
    }
    return try reader.finish()
  }

  private func failure(_ format: MeshFormat, _ text: String) -> String? {
    do {
      _ = try read(format, Array(text.utf8))
      return nil
    } catch { return (error as? Fault)?.code.name ?? "\(error)" }
  }

  @Test(arguments: Writing.allCases, [1, 7, 50, 4096, Int.max])
  func everyFormatGivesTheSameTriangles(writing: Writing, pieces: Int) throws {
    let mesh = try read(writing.format, writing.bytes(Self.model), pieces: pieces)
    #expect(mesh.count == Self.model.corners.count / 9)
    #expect(mesh.sourceCount == mesh.count)
    let farthest = zip(mesh.corners, Self.model.corners).map { abs($0 - $1) }.max() ?? 1
    #expect(farthest < 1e-6)
  }

  @Test func numbersAreReadInEveryForm() throws {
    let text =
      "v 1 2 3\nv -1.5e0 +.25 1E2\r\nv 1234567890123456789012e-12 1.2e-30 0.000001\nf 1 2 3\n"
    let mesh = try read(.obj, Array(text.utf8))
    let wanted: [Float] = [1, 2, 3, -1.5, 0.25, 100, 1_234_567_936, 1.2e-30, 0.000001]
    #expect(mesh.corners == wanted)
  }

  @Test func binaryFilesThatBeginLikeTextAreTold() throws {
    let bytes = Self.model.binarySTL(header: "solid made by a careless program")
    let mesh = try read(.stl, bytes, size: Int64(bytes.count))
    #expect(mesh.count == Self.model.corners.count / 9)
    #expect(try read(.stl, bytes).count == mesh.count)
  }

  @Test func polygonsAreFans() throws {
    let text = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nf 1 2 3 4\n"
    #expect(try read(.obj, Array(text.utf8)).count == 2)
  }

  @Test func damagedMeshesAreTold() {
    #expect(failure(.obj, "v 0 0 0\nf 1 2 3\n") == "mesh.damaged")
    #expect(failure(.obj, "v 0 zero 0\n") == "mesh.damaged")
    #expect(failure(.obj, "# nothing\n") == "mesh.empty")
    #expect(failure(.obj, "v nan 0 0\nv 0 0 0\nv 0 1 0\nf 1 2 3") == "mesh.damaged")
    #expect(failure(.stl, "solid x\nvertex 1 2\n") == "mesh.damaged")
    #expect(failure(.stl, "short") == "mesh.damaged")
    #expect(failure(.ply, "ply\nformat ascii 1.0\n") == "mesh.damaged")
    #expect(failure(.ply, "not ply\n") == "mesh.damaged")
    #expect(failure(.threeMF, "<model/>") == "mesh.empty")
    let loop = """
      <object id="1"><components><component objectid="1"/></components></object>
      <build><item objectid="1"/></build>
      """
    #expect(failure(.threeMF, loop) == "mesh.damaged")
  }

  @Test func limitsHold() throws {
    var limits = MeshLimits()
    limits.maximumTriangles = 10
    #expect(throws: Fault.self) {
      try read(.stl, Self.model.binarySTL(), limits: limits)
    }
    limits = MeshLimits()
    limits.maximumVertices = 10
    #expect(throws: Fault.self) { try read(.obj, Self.model.obj(), limits: limits) }
    limits = MeshLimits()
    limits.maximumSeconds = -1
    #expect(throws: Fault.self) { try read(.obj, Self.model.obj(), limits: limits) }
  }

  /// Two hundred thousand triangles in the room of five thousand look the same.
  @Test func manyTrianglesAreCoarsenedAndLookTheSame() throws {
    let model = ShapeModel(seed: 2, detail: 100)
    var limits = MeshLimits()
    limits.keptTriangles = 20_000
    let few = try read(.stl, model.binarySTL(), limits: limits)
    #expect(few.sourceCount == model.corners.count / 9 && few.sourceCount > 40_000)
    #expect(few.count <= 20_000 && few.count > 2_000)
    let (one, other) = (
      MeshRenderer.picture(of: model.mesh, side: 96), MeshRenderer.picture(of: few, side: 96)
    )
    let difference = zip(one.samples, other.samples).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    #expect(Double(difference) / Double(one.samples.count) < 4)
  }

  @Test func trianglesFarAwayDoNotOverflow() throws {
    var model = Self.model
    model.addBox(at: [1e14, 0, 0], size: [1, 1, 1])
    model.addBox(at: [.nan, 0, 0], size: [1, 1, 1])
    var limits = MeshLimits()
    limits.keptTriangles = 64
    let mesh = try read(.stl, model.binarySTL(), limits: limits)
    let isFinite = mesh.corners.allSatisfy { $0.isFinite }
    #expect(mesh.count <= 64 && isFinite)
  }

  @Test(arguments: Writing.allCases)
  func changedBytesNeverCrashIt(writing: Writing) throws {
    let good = writing.bytes(ShapeModel(seed: 4, detail: 4))
    try Damage.forEach(of: good, count: Damage.rounds(200), seed: 6) { bytes in
      do {
        let mesh = try read(writing.format, bytes, pieces: 1000, size: Int64(bytes.count))
        _ = MeshRenderer.picture(of: mesh, side: 8)
        let isFinite = mesh.corners.allSatisfy { $0.isFinite }
        #expect(isFinite)
      } catch let fault as Fault { #expect(fault.code.name.hasPrefix("mesh.")) }
    }
  }
}
