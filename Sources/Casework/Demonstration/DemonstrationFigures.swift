// The figures that the demonstration town is drawn from, each with its source.

import Foundation

/// What a social prescribing service for children and young people looks like in
/// numbers. Shares are from 0 to 1.
///
/// "Observed" means medRxiv 2026.06.02.26354692: 52,585 people aged 4 to 25 who were
/// referred to social prescribing in England. Where a figure is our own it says so.
public struct DemonstrationFigures: Sendable {
  /// The ages that are referred, in full years. Observed.
  public var ages = 4...25
  /// Mean age at referral. Observed: 20.0.
  public var meanAge = 20.0
  /// Standard deviation of the age at referral. Observed: 4.7.
  public var ageDeviation = 4.7
  /// Centre of the normal curve which, cut to ``ages``, has that mean and that
  /// deviation. It lies far above the range: the older, the more are referred. Ours,
  /// fitted.
  public var ageCurveCentre = 49.9
  /// Width of that curve. Ours, fitted.
  public var ageCurveWidth = 14.1

  /// Girls and women. Observed: 57 %.
  public var female = 0.57
  /// Boys and men. Observed: 39 %; the rest are recorded otherwise or not at all.
  public var male = 0.39

  /// Referred by a GP or an allied health professional. Observed: 79 %.
  public var referredByPractice = 0.79
  /// Mental health as the leading reason. Observed: 44 %.
  public var mentalHealthLeads = 0.44
  /// Living in the three most deprived deciles. Observed: 58 %.
  public var mostDeprived = 0.58

  /// Contacts with one person. Observed: mean 4.64.
  public var meanContacts = 4.64
  /// Standard deviation of the contacts. Observed: 7.70, so most have few and a few
  /// have very many.
  public var contactDeviation = 7.70
  /// Mean of the logarithm of the contacts, rounded to whole ones, that gives those
  /// two. Ours, fitted.
  public var contactCurveCentre = 0.72
  /// Deviation of that logarithm. Ours, fitted.
  public var contactCurveWidth = 1.31
  /// The most contacts with one person. Ours.
  public var mostContacts = 60
  /// Minutes in all with one person. Observed: mean 66, standard deviation 108.
  public var meanMinutes = 66.0

  /// People who got at least one referral onward. Observed: 34 %.
  public var onward = 0.34
  /// The chance of one among people whom somebody has spoken with, which gives that
  /// share of everybody. Ours, fitted.
  public var onwardOfReached = 0.43
  /// People offered social prescribing who refuse. 10.6 % of adults in 2023, 22.2 %
  /// in 2019; source as in the project's notes on the domain.
  public var refuse = 0.106

  /// People for each link worker over the years that a large town covers. Ours.
  public var peopleForEachWorker = 250
  /// Cases open at one time for a whole-time worker: 20 to 25 in many services.
  /// Source: UCL youth social prescribing study.
  public var openForEachWorker = 22
  /// Referrals of a large town that nobody holds yet. Ours.
  public var notYetHeld = 0.003

  public init() {}
}
