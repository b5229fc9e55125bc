// Clocks and what is made of their readings.

import Foundation

/// How long something took, many times over.
struct Sample {
  /// Seconds, in ascending order.
  private(set) var seconds: [Double] = []

  init() {}

  /// Measures `body` once, keeps the reading and returns its seconds.
  mutating func time(_ body: () throws -> Void) rethrows -> Double {
    let start = Self.now
    try body()
    let seconds = Self.now - start
    add(seconds: seconds)
    return seconds
  }

  /// Measures `body` once and keeps the reading.
  @discardableResult
  mutating func measure<T>(_ body: () throws -> T) rethrows -> T {
    let start = Self.now
    let result = try body()
    add(seconds: Self.now - start)
    return result
  }

  /// Whether the processor's time is counted and not the clock's: for a machine that
  /// has other work to do meanwhile. What waits for the disk is then left out.
  static let countsProcessorTime = CommandLine.arguments.contains("--processor-time")

  private static var now: Double {
    var time = timespec()
    clock_gettime(countsProcessorTime ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  mutating func add(seconds value: Double) {
    let place = seconds.firstIndex { $0 > value } ?? seconds.count
    seconds.insert(value, at: place)
  }

  /// The reading that a share of all readings do not exceed: 0.5 is the median.
  func percentile(_ share: Double) -> Double {
    guard !seconds.isEmpty else { return .nan }
    let place = Int((Double(seconds.count) * share).rounded(.up)) - 1
    return seconds[min(max(0, place), seconds.count - 1)]
  }

  var median: Double { percentile(0.5) }
  /// The 99th percentile, in milliseconds.
  var p99InMilliseconds: Double { percentile(0.99) * 1000 }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

/// How long the disk takes to take a small write for certain: what no program that
/// keeps its promises can be quicker than.
struct DiskSync {
  private let descriptor: Int32
  private let block = [UInt8](repeating: 7, count: 10 * 4120)
  private let path: String

  /// - Parameter folder: where to write; on the disk that is to be measured.
  init(in folder: URL) throws {
    path = folder.appendingPathComponent("sync.probe").path
    descriptor = open(path, O_RDWR | O_CREAT, 0o600)
    guard descriptor >= 0 else { throw BenchmarkError.cannotWrite(path) }
    // Grown beforehand, as a log is after its first checkpoint.
    for place in 0..<64 { write(at: place) }
    _ = fsync(descriptor)
  }

  private func write(at place: Int) {
    block.withUnsafeBytes {
      _ = pwrite(descriptor, $0.baseAddress, $0.count, off_t(place * $0.count))
    }
  }

  /// The seconds that a sync took, after a write as long as a contact's.
  func once(_ turn: Int) -> Double {
    write(at: turn % 64)
    let start = ContinuousClock.now
    _ = fdatasync(descriptor)
    return (ContinuousClock.now - start).seconds
  }

  func close() {
    _ = Foundation.close(descriptor)
    unlink(path)
  }
}

/// Why nothing could be measured.
enum BenchmarkError: Error, CustomStringConvertible {
  case cannotWrite(String)
  case sqlite(String)
  case child(String)

  var description: String {
    switch self {
    case .cannotWrite(let path): "\(path) cannot be written"
    case .sqlite(let message): "SQLite says: \(message)"
    case .child(let message): "the process whose memory is measured failed: \(message)"
    }
  }
}
