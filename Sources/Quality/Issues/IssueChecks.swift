import Core
internal import Glibc

/// Judges the measures of one picture.
struct IssueChecks {
  let surface: SurfaceMeasures
  let context: PictureContext
  let thresholds: QualityThresholds

  /// Every kind but ``QualityIssue/Kind/oddSize``, which needs the library.
  var all: [QualityIssue] {
    [
      dark, light, oddAspectRatio, lowInformation, grayscale, blurry, clipped, noisy, blocky,
      screenshot, document,
    ]
  }

  private func issue(
    _ kind: QualityIssue.Kind, _ score: Double?, _ value: Double, _ reason: String
  ) -> QualityIssue {
    QualityIssue(
      kind: kind, score: score, threshold: thresholds[kind], value: value, reason: reason)
  }

  // MARK: CleanVision's

  private var dark: QualityIssue {
    let brightest = surface.brightness.percentile(99)
    return issue(
      .dark, brightest, brightest,
      "Its brightest parts reach \(Words.percent(brightest)) brightness.")
  }

  private var light: QualityIssue {
    let darkest = surface.brightness.percentile(5)
    return issue(
      .light, 1 - darkest, darkest,
      "Its darkest parts have \(Words.percent(darkest)) brightness.")
  }

  private var oddAspectRatio: QualityIssue {
    let (width, height) = (Double(surface.width), Double(surface.height))
    let ratio = min(width / height, height / width)
    return issue(
      .oddAspectRatio, ratio, ratio,
      "Its longer side is \(Words.tenths(1 / ratio)) times the shorter one.")
  }

  private var lowInformation: QualityIssue {
    let entropy = surface.entropy
    return issue(
      .lowInformation, entropy / 10, entropy,
      "Its colours carry \(Words.tenths(entropy)) bits a pixel.")
  }

  private var grayscale: QualityIssue {
    let isGray = surface.isGrayscale
    return issue(
      .grayscale, isGray ? 0 : 1, isGray ? 0 : 1,
      isGray ? "It has no colour." : "It has colour.")
  }

  // MARK: sharpness, exposure, damage

  /// Detail at which a picture is as likely blurred as not.
  private static let usualDetail = 0.12
  /// Beyond this noise nothing can be said about detail, in gray levels.
  private static let hidingNoise = 10.0

  private var blurry: QualityIssue {
    guard let detail = surface.sharpness else {
      return issue(.blurry, nil, 0, "Not judged: it is too small to tell sharp from blurred.")
    }
    guard surface.gray.deviation >= 2 else {
      return issue(.blurry, nil, detail, "Not judged: it shows nothing that could be sharp.")
    }
    guard surface.quietNoise < Self.hidingNoise else {
      return issue(.blurry, nil, detail, "Not judged: noise hides its detail.")
    }
    return issue(
      .blurry, 1 - exp2(-detail / Self.usualDetail), detail,
      "Its sharpness is \(Words.hundredths(detail)); sharp pictures have more than "
        + "\(Words.hundredths(Self.usualDetail)).")
  }

  private var clipped: QualityIssue {
    let channels = [surface.red, surface.green, surface.blue]
    // Saturated colours empty one channel; only what is lost in all of them is lost.
    let shadows = channels.map { $0.share(of: 0...5) }.min() ?? 0
    let highlights = channels.map { $0.share(of: 250...255) }.min() ?? 0
    let lost = shadows + highlights
    return issue(
      .clipped, 1 - lost, lost,
      "\(Words.percent(shadows)) of it is black and \(Words.percent(highlights)) is white, without "
        + "detail.")
  }

  private var noisy: QualityIssue {
    let noise = surface.quietNoise
    return issue(
      .noisy, exp2(-noise / 10), noise,
      "Noise of \(Words.tenths(noise)) gray levels lies over its quiet parts.")
  }

  private var blocky: QualityIssue {
    guard let blockiness = surface.blockiness else {
      return issue(.blocky, nil, 0, "Not judged: it is too small or too flat to show blocks.")
    }
    return issue(
      .blocky, blockiness / 10, blockiness,
      "Compression blocks leave it \(Words.tenths(min(max(blockiness, 0), 10))) of 10 points.")
  }

  // MARK: not photographs

  private var screenshot: QualityIssue {
    if context.namesCamera {
      return issue(.screenshot, 1, 0, "A camera took it.")
    }
    let flat = Self.ramp(surface.flatShare, from: 0.2, to: 0.6)
    let straight = Self.ramp(surface.axisShare, from: 0.15, to: 0.5)
    let fits = ScreenSizes.contains(surface.width, surface.height)
    let isLossless = context.format == .png
    let likelihood =
      0.4 * flat + 0.3 * straight + (fits ? 0.15 : 0) + (isLossless ? 0.15 : 0)
    var signs = ["\(Words.percent(surface.flatShare)) of it is flat"]
    signs.append("\(Words.percent(surface.axisShare)) of its edges are straight")
    if fits { signs.append("it has the size of a screen") }
    return issue(.screenshot, 1 - likelihood, likelihood, signs.joined(separator: ", ") + ".")
  }

  private var document: QualityIssue {
    let gray = surface.gray
    let paper = Int(gray.percentile(60))
    let page = gray.share(of: max(paper - 32, 0)...min(paper + 32, 255))
    // Ink is far darker than paper, and there is little between the two.
    let between = paper > 33 ? gray.share(of: max(paper - 96, 0)...paper - 33) : 1
    let likelihood =
      [
        Self.ramp(Double(paper), from: 100, to: 150), Self.ramp(page, from: 0.5, to: 0.7),
        1 - Self.ramp(between, from: 0.08, to: 0.2),
        1 - Self.ramp(surface.colourfulness, from: 8, to: 25),
        Self.ramp(surface.edgeShare, from: 0.02, to: 0.06),
      ].min() ?? 0
    return issue(
      .document, 1 - likelihood, likelihood,
      "\(Words.percent(page)) of it is like paper, and \(Words.percent(surface.edgeShare)) are "
        + "strong edges like letters.")
  }

  /// 0 up to `from`, 1 from `to` on, straight between.
  private static func ramp(_ value: Double, from: Double, to: Double) -> Double {
    min(max((value - from) / (to - from), 0), 1)
  }
}
