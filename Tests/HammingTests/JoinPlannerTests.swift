import Core
import Kernels
import Testing

@testable import Hamming

@Suite("Plans of Hamming joins")
struct JoinPlannerTests {
  private func plan<Code: RandomCode>(
    _ collection: CodeCollection, _: Code.Type, count: Int, radius: Int, fieldCount: Int? = nil
  ) -> JoinPlan {
    let sample = collection.codes(Code.self, count: 5000, seed: 1)
    return JoinPlanner(
      words: Code.wordCount, radius: radius, size: .own(count), sample: sample.withWords(Array.init)
    ).plan(fieldCount: fieldCount)
  }

  @Test("thresholds leave no pair out", arguments: CodeCollection.allCases)
  func pigeonhole(collection: CodeCollection) {
    for radius in [0, 6, 10] {
      let plan = plan(collection, Hash64.self, count: 1_000_000, radius: radius, fieldCount: 5)
      #expect(plan.fields.reduce(0) { $0 + $1.threshold + 1 } >= radius + 1)
    }
    for radius in [31, 40] {
      let plan = plan(collection, Hash256.self, count: 1_000_000, radius: radius, fieldCount: 16)
      #expect(plan.fields.reduce(0) { $0 + $1.threshold + 1 } >= radius + 1)
    }
  }

  @Test("fields do not overlap")
  func disjoint() {
    let plan = plan(.planted, Hash256.self, count: 1_000_000, radius: 40)
    #expect(!plan.isScan)
    var end = 0
    for field in plan.fields {
      #expect(field.offset >= end)
      end = field.offset + field.width
    }
    #expect(end <= 256)
    #expect(plan.order.map { $0.sorted() == Array(0..<256) } ?? true)
  }

  @Test("a field that tells nothing is not joined")
  func skew() {
    let plan = plan(.oneConstantField, Hash64.self, count: 1_000_000, radius: 6, fieldCount: 4)
    if plan.order == nil {
      #expect(!plan.fields.contains { $0.offset == 0 })
      #expect(plan.fields.count == 3)
    }
  }

  @Test("where no field helps, all are compared")
  func scan() {
    #expect(plan(.constant, Hash64.self, count: 1_000_000, radius: 6).isScan)
    #expect(plan(.planted, Hash64.self, count: 1_000_000, radius: 60).isScan)
    #expect(plan(.planted, Hash64.self, count: 100, radius: 6).isScan)
  }
}
