import Kernels

/// Chooses the fields of a join and their thresholds.
///
/// Multi-index hashing (Norouzi, Punjani, Fleet 2012) cuts a code into equal fields and gives each
/// the threshold ⌊r/m⌋ or one less. Real perceptual hashes have skewed fields, so here the
/// thresholds are allotted by what they cost on the codes at hand (as in GPH: Qin et al. 2018): the
/// number of pairs of keys at each distance is computed exactly for a sample, from the spectrum of
/// the field's histogram (see ``HammingCodes/distanceDistribution(ofKeyCounts:)``).
struct JoinPlanner {
  private let bits: Int
  private let words: Int
  private let radius: Int
  private let size: JoinSize
  private let costs: JoinCosts
  private let sample: [UInt64]

  /// Largest number of keys around a key that a table may be asked for.
  private static let maskLimit = 200_000.0
  /// Codes that the statistics are taken from.
  static let sampleSize = 1 << 15

  /// - Parameter sample: words of codes drawn from the collection.
  init(words: Int, radius: Int, size: JoinSize, sample: [UInt64]) {
    bits = 64 * words
    self.words = words
    self.radius = radius
    self.size = size
    self.sample = sample
    costs = JoinCosts(words: words, radius: radius)
  }

  /// The cheapest plan found; looking for it takes at most a tenth of what it costs itself.
  ///
  /// - Parameter fieldCount: a number of fields to insist on; `nil` leaves it, and whether to use
  ///   fields at all, to the costs.
  func plan(fieldCount: Int? = nil) -> JoinPlan {
    var best = fieldCount == nil ? JoinPlan.scan(cost: costs.scan(size)) : nil
    var spent = 0.0
    for candidate in candidates(fieldCount) {
      if let best {
        // Skew only adds pairs: a candidate too dear on uniform codes is too dear on any.
        if candidate.floor >= best.cost { break }
        if spent + candidate.measuring > best.cost / 10 { continue }
      }
      spent += candidate.measuring
      guard let plan = measured(candidate) else { continue }
      if plan.cost < best?.cost ?? .infinity { best = plan }
    }
    return best ?? .scan(cost: costs.scan(size))
  }

  // MARK: candidates

  private struct Candidate {
    let widths: [Int]
    let interleaved: Bool
    let floor: Double
    let measuring: Double
  }

  private func candidates(_ fieldCount: Int?) -> [Candidate] {
    var all: [Candidate] = []
    let counts = fieldCount.map { $0...$0 } ?? 2...bits / 7
    for count in counts {
      let widths = (0..<count).map { bits * ($0 + 1) / count - bits * $0 / count }
      // Buckets far beyond the number of codes are nearly all empty.
      guard widths.max()! <= 26, fieldCount != nil || size.sorted * 4 >= Double(1 << widths.max()!)
      else { continue }
      let uniform = widths.map { width in
        (0...width).map { HammingCodes.binomial(width, $0) / Double(1 << width) }
      }
      guard let floor = allotment(widths, uniform)?.cost else { continue }
      let measuring = widths.reduce(0.0) { $0 + Double(1 << $1) * Double($1) * 0.3 + 100_000 }
      for interleaved in [false, true] {
        all.append(
          Candidate(
            widths: widths, interleaved: interleaved,
            floor: floor + (interleaved ? size.sorted * costs.reordering : 0),
            measuring: measuring))
      }
    }
    return all.sorted { ($0.floor, $0.widths.count) < ($1.floor, $1.widths.count) }
  }

  // MARK: statistics

  private func measured(_ candidate: Candidate) -> JoinPlan? {
    let order = candidate.interleaved ? interleaving(candidate.widths) : nil
    let codes =
      order.map { order in
        sample.withUnsafeBufferPointer {
          HammingCodes.reordered($0, words: words, order: order)
        }
      } ?? sample
    var offset = 0
    var distributions: [[Double]] = []
    for width in candidate.widths {
      distributions.append(distribution(of: codes, offset: offset, width: width))
      offset += width
    }
    guard let (thresholds, cost) = allotment(candidate.widths, distributions) else { return nil }
    var fields: [HammingField] = []
    offset = 0
    for (width, threshold) in zip(candidate.widths, thresholds) {
      if threshold >= 0 {
        fields.append(HammingField(offset: offset, width: width, threshold: threshold))
      }
      offset += width
    }
    return JoinPlan(
      fields: fields, order: order,
      cost: cost + (order == nil ? 0 : size.sorted * costs.reordering))
  }

  /// Deals the bits out to the fields in turn: neighbouring decisions of a perceptual hash depend on
  /// each other, and make a field of fewer values than its width allows.
  private func interleaving(_ widths: [Int]) -> [Int] {
    var dealt = [[Int]](repeating: [], count: widths.count)
    var field = 0
    for bit in 0..<bits {
      while dealt[field].count == widths[field] { field = (field + 1) % widths.count }
      dealt[field].append(bit)
      field = (field + 1) % widths.count
    }
    return dealt.flatMap { $0 }
  }

  /// The fraction of ordered pairs of different codes whose field differs in k bits, for each k.
  private func distribution(of codes: [UInt64], offset: Int, width: Int) -> [Double] {
    let field = HammingField(offset: offset, width: width, threshold: 0)
    let count = codes.count / words
    let counts = codes.withUnsafeBufferPointer { words in
      HammingCodes.keyCounts(words, words: self.words, field: field)
    }
    var pairs = HammingCodes.distanceDistribution(ofKeyCounts: counts)
    pairs[0] -= Double(count)
    let all = max(1, Double(count) * Double(count - 1))
    // Never below what uniform codes would give by half: a sample may hold no such pair at all.
    return pairs.enumerated().map { distance, number in
      max(
        number / all, HammingCodes.binomial(width, distance) / Double(1 << width) / 2)
    }
  }

  // MARK: thresholds

  /// Thresholds tᵢ ≥ −1 with Σ (tᵢ + 1) = radius + 1 of least cost: a knapsack.
  /// - Complexity: O(fields · radius · largest threshold).
  private func allotment(
    _ widths: [Int], _ distributions: [[Double]]
  ) -> (thresholds: [Int], cost: Double)? {
    let goal = radius + 1
    var least = [Double](repeating: .infinity, count: goal + 1)
    least[0] = 0
    var choices: [[Int]] = []
    for (width, distribution) in zip(widths, distributions) {
      let costs = tableCosts(width, distribution)
      var next = [Double](repeating: .infinity, count: goal + 1)
      var choice = [Int](repeating: 0, count: goal + 1)
      for (reached, before) in least.enumerated() where before < .infinity {
        for (units, cost) in costs.enumerated() {
          let total = min(goal, reached + units)
          if before + cost < next[total] {
            next[total] = before + cost
            choice[total] = reached << 8 | units
          }
        }
      }
      least = next
      choices.append(choice)
    }
    guard least[goal] < .infinity else { return nil }
    var thresholds: [Int] = []
    var reached = goal
    for choice in choices.reversed() {
      thresholds.append(choice[reached] & 255 - 1)
      reached = choice[reached] >> 8
    }
    return (thresholds.reversed(), least[goal])
  }

  /// Costs of a table of threshold units − 1, by units from 0 (no table).
  private func tableCosts(_ width: Int, _ distribution: [Double]) -> [Double] {
    var result = [0.0]
    var neighbours = 0.0
    var masks = 0.0
    for (distance, fraction) in distribution.enumerated() {
      neighbours += fraction
      masks += HammingCodes.binomial(width, distance)
      if masks > Self.maskLimit { break }
      result.append(costs.table(size, width: width, neighbours: neighbours, masks: masks))
    }
    return result
  }
}
