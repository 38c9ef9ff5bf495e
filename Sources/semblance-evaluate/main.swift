import CommandKit
import Core
import Evaluation
import Glibc
import Grouping

let corpusFolder = Argument("CORPUS", .folder, help: "A folder made by Benchmarks/corpus.")
let radii = Argument(
  repeating: "RADIUS", .integer(0...256), atLeast: 1,
  help: "Largest Hamming distances to try, of 256.")
let methods = Option(
  repeating: "confirm", .choice(of: PairConfirmation.Method.self) { $0.rawValue }.named("METHOD"),
  help: "How pairs are confirmed, with the built-in descriptor; pixels by default.")
let leastCosine = Option("cosine", .number(-1...1), default: 0.95, help: "The least cosine.")
let gate = Option("gate", .integer(0...32), default: 6, help: "Bits of pHash, of 64.")
let stages = Flag("stages", help: "Also score hashes and vectors without a look at the pictures.")

let evaluate = Command(
  "semblance-evaluate", abstract: "Score duplicate groups against a corpus of known truth.",
  examples: [
    Example("semblance-evaluate .bench/corpus 40 56 72", "A threshold curve:"),
    Example(
      "semblance-evaluate .bench/corpus 72 --confirm pixels --confirm both --confirm either --stages",
      "What vectors add:"),
  ],
  parameters: [methods, leastCosine, gate, stages, corpusFolder, radii]
) { invocation in
  let corpus = try FingerprintedCorpus(truth: GroundTruth(corpus: invocation[corpusFolder]))
  var confirmation = PairConfirmation()
  confirmation.leastCosine = Float(invocation[leastCosine])
  confirmation.gate = invocation[gate]
  for radius in invocation[radii] {
    for method in invocation[methods].isEmpty ? [.pixels] : invocation[methods] {
      confirmation.method = method
      try invocation.console.print("confirmed by \(method.rawValue)")
      for line in try DuplicateTrial(of: corpus, radius: radius, confirmation: confirmation).lines {
        try invocation.console.print(line)
      }
    }
  }
  if invocation[stages] {
    let trial = TwoStageTrial(
      of: corpus, gates: [6, 10, 16], leastCosines: [0.7, 0.8, 0.9, 0.95, 0.98])
    for line in trial.lines { try invocation.console.print(line) }
  }
  return .success
}

exit(await Program(evaluate, version: "0.1.0").run().rawValue)
