import Catalogue
package import Core
import Culling
import Grouping

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Library {
  /// Pictures taken within a window of time, of equal stages: by the time in their names, else by
  /// EXIF, else by the time of the file. With `comparing`, only those that look alike too; without
  /// it nothing is confirmed, and staging leaves them alone unless the search trusts.
  ///
  /// - Parameters:
  ///   - window: in milliseconds, from the first picture of a cluster.
  ///   - time: finds the part of a name that tells its time, where a person has a pattern.
  ///   - stage: how names tell a stage.
  /// - Throws: ``Cancelled``; a fault when the catalogue cannot be read.
  package func findBursts(
    _ search: CullSearch, window: Int64, comparing: Bool,
    time: ((String) -> String?)? = nil, stage: StagePattern = .usual,
    cancellation: CancellationToken = CancellationToken()
  ) throws -> CullReport {
    let scope = try CullScope(search, reader: reader)
    let moments = scope.files.indices.map { position in
      Self.moment(of: scope, position, time, stage)
    }
    var groups: [CullGroup] = []
    for cluster in BurstClusters.clusters(of: moments, window: window) {
      try cancellation.check()
      let ranked = scope.order.ranked(cluster.map { scope.candidate([$0]) }).map { cluster[$0] }
      for stars in try Self.stars(of: ranked, scope, comparing: comparing) {
        let title = Self.title(of: stars.map(\.file), moments)
        if let group = try Self.group(stars, title, groups.count + 1, scope) {
          groups.append(group)
        }
      }
    }
    return CullReport(subject: .bursts, groups: groups, lookedAt: scope.files.count)
  }

  private typealias Star = (file: Int, kind: DuplicateKind?)

  /// Splits a cluster into groups in which every picture looks like the best.
  private static func stars(
    of ranked: [Int], _ scope: CullScope, comparing: Bool
  ) throws -> [[Star]] {
    var rest = ranked
    var stars: [[Star]] = []
    while let best = rest.first {
      var group: [Star] = [(best, nil)]
      var left: [Int] = []
      for file in rest.dropFirst() {
        let kind = comparing ? try scope.kind(best, file) : nil
        let isIn = !scope.isRefused(best, file) && (!comparing || kind != nil)
        if isIn { group.append((file, kind)) } else { left.append(file) }
      }
      if group.count > 1 { stars.append(group) }
      rest = left
    }
    return stars
  }

  private static func group(
    _ stars: [Star], _ title: String, _ number: Int, _ scope: CullScope
  ) throws -> CullGroup? {
    let candidates = stars.map { scope.candidate([$0.file]) }
    var choices: [CullChoice] = []
    for (place, star) in stars.enumerated() {
      let reasons =
        place == 0
        ? [scope.order.reason(for: candidates[0], over: candidates[1])]
        : [star.kind?.title ?? "close in time; not compared"]
      let choice = try scope.choice(
        [star.file], kinds: place == 0 ? [] : [star.kind], isConfirmed: star.kind != nil,
        reasons: reasons)
      if let choice { choices.append(choice) }
    }
    return choices.count > 1
      ? CullGroup(number: number, title: title, choices: choices) : nil
  }

  private static func title(of files: [Int], _ moments: [BurstClusters.Moment]) -> String {
    let times = files.map { moments[$0].milliseconds }
    let tenths = ((times.max() ?? 0) - (times.min() ?? 0)) / 100
    let source =
      switch moments[files[0]].clock {
      case .name: "by the time in their names"
      case .exif: "by the camera's clock"
      case .modified: "by the time of the files only"
      }
    let stage = moments[files[0]].stage
    return "within \(tenths / 10).\(tenths % 10) s \(source)" + (stage.isEmpty ? "" : ", \(stage)")
  }

  private static func moment(
    of scope: CullScope, _ position: Int, _ time: ((String) -> String?)?, _ pattern: StagePattern
  ) -> BurstClusters.Moment {
    let file = scope.files[position].file
    let stage = pattern.name(file.path)?.stage ?? ""
    let name = time.map { FilePath($0(file.path.lastComponent.display) ?? "") }
    if let told = NameMoment(in: name ?? file.path.lastComponent) {
      let zone = told.isUTC ? offset(at: told.milliseconds / 1000) * 1000 : 0
      return .init(milliseconds: told.milliseconds + zone, clock: .name, stage: stage)
    }
    if let taken = scope.item(position).takenLocal.flatMap(CivilTime.milliseconds) {
      return .init(milliseconds: taken, clock: .exif, stage: stage)
    }
    return .init(milliseconds: file.modified / 1_000_000, clock: .modified, stage: stage)
  }

  /// Seconds that local time is ahead of UTC.
  private static func offset(at seconds: Int64) -> Int64 {
    var moment = time_t(seconds)
    var local = tm()
    localtime_r(&moment, &local)
    return Int64(local.tm_gmtoff)
  }
}
