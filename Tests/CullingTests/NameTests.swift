import Core
import Culling
import Testing

@Suite struct NameTests {
  /// 2025-07-19 14:30:22 on any clock.
  private static let moment: Int64 = 1_752_935_422_000

  @Test(arguments: [
    ("20250719_143022_stage1_generated.png", 0 as Int64), ("IMG_20250719_143022.jpg", 0),
    ("20250719143022.jpg", 0), ("PXL_20250719_143022123.jpg", 123),
    ("2025-07-19 14.30.22.png", 0), ("Screenshot 2025-07-19T14-30-22.png", 0),
    ("x-2025_07_19_14_30_22-y.png", 0), ("1752935422.png", 0), ("1752935422123.webp", 123),
  ])
  func aNameTellsItsMoment(_ name: String, _ milliseconds: Int64) throws {
    let found = try #require(NameMoment(in: FilePath(name)))
    #expect(found.milliseconds == Self.moment + milliseconds)
    #expect(found.isUTC == name.hasPrefix("17529"))
  }

  @Test(arguments: [
    "IMG_1234.jpg", "20251319_143022.png", "20250230_143022.png", "20250719_253022.png",
    "IMG-20250719-WA0012.jpg", "12345678901.png", "0000000001.png", "stage1.5.png",
    "20250719_1430221.png",
  ])
  func otherNamesTellNone(_ name: String) { #expect(NameMoment(in: FilePath(name)) == nil) }

  @Test func exifTimesAreRead() {
    #expect(CivilTime.milliseconds(of: "2025:07:19 14:30:22.5") == Self.moment + 500)
    #expect(CivilTime.milliseconds(of: "2025-07-19T14:30:22") == Self.moment)
    #expect(CivilTime.milliseconds(of: "0000:00:00 00:00:00") == nil)
    #expect(
      CivilTime.seconds(year: 2000, month: 2, day: 29, hour: 0, minute: 0, second: 0) == 951_782_400
    )
  }

  @Test func aNameTellsItsStage() throws {
    let name = try #require(StageName(in: "a/20250719_143022_Stage1.5_face_swapped.png"))
    #expect(name.stage == "stage1.5_face_swapped")
    #expect(name.number == 1.5)
    #expect(FilePath(bytes: name.base) == "20250719_143022")
    #expect(StageName(in: "backstage1.png") == nil)
    #expect(StageName(in: "stage.png") == nil)
  }

  @Test func setsAreCompleteLineUps() {
    let paths: [FilePath] = [
      "a/t1_stage2_up.png", "a/t1_stage1_gen.png", "a/t2_stage1_gen.png", "b/t1_stage1_gen.png",
      "b/t1_stage1.5_face.png", "b/t1_stage10.png", "c/t_stage1.png", "c/t_stage1.jpg", "d/x.png",
    ]
    let sets = StageSet.sets(of: paths)
    #expect(sets.map(\.folder) == ["a", "b"])
    #expect(sets[0].lineUp == ["stage1_gen", "stage2_up"])
    #expect(sets[1].lineUp == ["stage1_gen", "stage1.5_face", "stage10"])
  }

  @Test func clustersStayWithinTheirWindow() {
    let times: [Int64] = [0, 20, 40, 45, 100, 200]
    let moments = times.map { BurstClusters.Moment(milliseconds: $0, clock: .name, stage: "") }
    #expect(BurstClusters.clusters(of: moments, window: 30) == [[0, 1], [2, 3]])
    #expect(BurstClusters.clusters(of: moments, window: 1000) == [[0, 1, 2, 3, 4, 5]])
    var mixed = moments
    mixed[1].stage = "stage1"
    mixed[3].clock = .exif
    #expect(BurstClusters.clusters(of: mixed, window: 30) == [])
  }

  @Test func twoFoldersAreComparedByName() {
    let found = NameComparison(
      ["a/x.png", "a/y.png", "a/z.png", "a/sub/N.PNG"],
      ["b/x.png", "b/y.jpg", "b/w.png", "b/n.png"])
    #expect(found.sameNames.map(\.first) == ["a/sub/N.PNG", "a/x.png"])
    #expect(found.sameStems == [.init(first: "a/y.png", second: "b/y.jpg")])
    #expect(found.onlyFirst == ["a/z.png"])
    #expect(found.onlySecond == ["b/w.png"])
  }
}
