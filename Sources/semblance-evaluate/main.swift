import CommandKit
import Core
import Evaluation
import Glibc

let corpusFolder = Argument("CORPUS", .folder, help: "A folder made by Benchmarks/corpus.")
let radii = Argument(
  repeating: "RADIUS", .integer(0...256), atLeast: 1,
  help: "Largest Hamming distances to try, of 256.")

let evaluate = Command(
  "semblance-evaluate", abstract: "Score duplicate groups against a corpus of known truth.",
  examples: [Example("semblance-evaluate .bench/corpus 40 56 72", "A threshold curve:")],
  parameters: [corpusFolder, radii]
) { invocation in
  let corpus = try FingerprintedCorpus(truth: GroundTruth(corpus: invocation[corpusFolder]))
  for radius in invocation[radii] {
    for line in try DuplicateTrial(of: corpus, radius: radius).lines {
      try invocation.console.print(line)
    }
  }
  return .success
}

exit(await Program(evaluate, version: "0.1.0").run().rawValue)
