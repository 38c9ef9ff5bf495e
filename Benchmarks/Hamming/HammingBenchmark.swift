import BenchmarkSupport
import Core
import Foundation
import Glibc
import Hamming
import Kernels

/// Times one self-join of a file of codes and says what it took, as one line of JSON.
///
/// `semblance-bench-hamming CODES --bits 64|256 --radius R [--method index|scan] [--threads N]
/// [--path portable|popcnt|avx2|avx512] [--fields M] [--limit N] [--output PAIRS] [--plan]`
///
/// With `--output`, the pairs go to a file as triples of 32-bit integers, sorted.
enum HammingBenchmark {
  static func run(arguments: [String]) {
    do {
      let request = try Request(arguments)
      switch request.bits {
      case 64: try measure(CodeFile.read64(request.codes), request)
      default: try measure(CodeFile.read256(request.codes), request)
      }
    } catch {
      FileHandle.standardError.write(Data("semblance-bench-hamming: \(error)\n".utf8))
      exit(2)
    }
  }

  private struct Request {
    var codes = ""
    var bits = 64
    var radius = 6
    var scans = false
    var limit = Int.max
    var output: String?
    var options = SearchOptions()
    var showsPlan = false

    init(_ arguments: [String]) throws {
      var rest = arguments[...]
      func value() throws -> String {
        guard let next = rest.popFirst() else {
          throw Misuse(argument: "an option lacks its value")
        }
        return next
      }
      func number() throws -> Int {
        let text = try value()
        guard let number = Int(text) else { throw Misuse(argument: "'\(text)' is no number") }
        return number
      }
      while let argument = rest.popFirst() {
        switch argument {
        case "--bits": bits = try number()
        case "--radius": radius = try number()
        case "--method": scans = try value() == "scan"
        case "--threads": options.threads = try number()
        case "--fields": options.fieldCount = try number()
        case "--limit": limit = try number()
        case "--output": output = try value()
        case "--plan": showsPlan = true
        case "--path":
          let name = try value()
          options.path = HammingPath.allCases.first { "\($0)" == name } ?? .best
        default: codes = argument
        }
      }
    }
  }

  private struct Misuse: Error, CustomStringConvertible {
    let argument: String
    var description: String { argument }
  }

  private static func measure<Code: HammingCode>(_ all: [Code], _ request: Request) throws {
    let codes = Array(all.prefix(request.limit))
    let before = Usage.now
    let planning: JoinPlan? =
      request.scans || !request.showsPlan
      ? nil : MultiIndex(codes, options: request.options).plan(within: request.radius)
    let start = Usage.now
    let pairs =
      request.scans
      ? BruteForce(codes, options: request.options).pairs(within: request.radius)
      : MultiIndex(codes, options: request.options).pairs(within: request.radius)
    let end = Usage.now
    if let output = request.output { try write(pairs, to: output) }
    var fields = [
      "\"method\": \"\(request.scans ? "scan" : "index")\"", "\"codes\": \(codes.count)",
      "\"bits\": \(Code.bitCount)", "\"radius\": \(request.radius)",
      "\"threads\": \(request.options.threads)", "\"path\": \"\(request.options.path)\"",
      "\"pairs\": \(pairs.count)", "\"wall\": \(rounded(end.wall - start.wall))",
      "\"cpu\": \(rounded(end.cpu - start.cpu))", "\"peak_mib\": \(end.peakMebibytes)",
      "\"start_mib\": \(before.peakMebibytes)",
    ]
    if let planning {
      let shape = planning.fields.map { "\($0.width):\($0.threshold)" }.joined(separator: " ")
      fields.append("\"plan\": \"\(planning.order == nil ? "" : "interleaved ")\(shape)\"")
      fields.append("\"estimate\": \(rounded(planning.cost / 1e9))")
      fields.append("\"planning\": \(rounded(start.wall - before.wall))")
    }
    print("{\(fields.joined(separator: ", "))}")
  }

  private static func rounded(_ seconds: Double) -> Double { (seconds * 10000).rounded() / 10000 }

  private static func write(_ pairs: [HammingPair], to path: String) throws {
    var numbers: [Int32] = []
    numbers.reserveCapacity(3 * pairs.count)
    for pair in pairs { numbers += [pair.first, pair.second, Int32(pair.distance)] }
    try numbers.withUnsafeBytes { try Data($0).write(to: URL(filePath: path)) }
  }
}
