import Core
package import Review
import TestSupport

extension ReviewScenario {
  /// Arranges a random part of the library by links, copies or moves; then undoes, does again,
  /// stages, approves to the trash, and arranges what is left into other folders.
  package func runArranging(calls: SystemCalls) throws {
    var generator = SeededGenerator(seed: ~seed)
    let session = try open(calls: calls)
    _ = try session.arrange(try makeArrangement(1, using: &generator))
    for number in 0..<Int.random(in: 0...4, using: &generator) {
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: _ = try session.arrange(try makeArrangement(2 + number, using: &generator))
      case 1: _ = try session.stage(makePlan(using: &generator))
      case 2, 3:
        // The undo of an undo does it again.
        if let last = session.history().last(where: \.canUndo) {
          _ = try session.undo(action: last.id)
        }
      default: try act(session, using: &generator)
      }
    }
  }

  /// A plan for the pictures that are there, into a target of a number: beside the library, in it, or
  /// on another file system.
  private func makeArrangement(
    _ number: Int, using generator: inout SeededGenerator
  ) throws -> ReviewPlan {
    let root = home.appending("library")
    var places = [home, root]
    if let elsewhere { places.append(elsewhere) }
    let target = places.randomElement(using: &generator)!.appending("clusters \(number)")
    let way = TransferWay.allCases.randomElement(using: &generator)!
    var pictures: [FilePath] = []
    collect(root, &pictures)
    let requests = pictures.compactMap { path -> ArrangementRequest? in
      let cluster = Int.random(in: 0..<4, using: &generator)
      guard cluster > 0, let picture = try? ReviewedFile(reading: path) else { return nil }
      return ArrangementRequest(
        picture: picture, folder: FilePath("cluster-00\(cluster)"), reason: "random")
    }
    var plan = try ArrangementPlanner(target: target, way: way).plan(requests)
    if way == .copy {
      plan.seal = ReviewPlan.Seal(path: target.appending(".semblanceignore"), text: "# ours\n*\n")
    }
    return plan
  }
}
