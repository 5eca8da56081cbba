"""Reason sentences of the checks on ratings, file, health, blocks, discipline, standards and positions."""

from __future__ import annotations

from datetime import date

from dungviec.law.book import LawView
from dungviec.law.checks_person import REACH_MOVES, file_parts, oldest
from dungviec.law.facts import FRAMEWORK_BELOW, FRAMEWORK_FITS
from dungviec.law.facts_discipline import REACHES, newer_column, window_column
from dungviec.law.facts_ratings import last_due_year
from dungviec.law.reasons import FLAG_WORDS, Facts, Reason, lacking, missing_words, writer
from dungviec.law.rules import Rule, Verdict
from dungviec.records.codes import DEGREES, RATINGS, STATE_MANAGEMENT, THEORY, CodeList
from dungviec.records.vietnamese import format_date


def _label(codes: CodeList, rank: int | None, lang: str = "vi") -> str:
    code = next((c for c in codes if c.rank == rank), None)
    return (
        "chưa rõ" if code is None and lang == "vi" else "not known" if code is None else codes.label(code.value, lang)
    )


@writer("last_ratings")
def _ratings(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    years, due = int(rule.params["years"]), last_due_year(view.day)
    least = (RATINGS.label(rule.params["min_rating"]), RATINGS.label(rule.params["min_rating"], "en"))
    lowest = (_label(RATINGS, f["rated_min"]), _label(RATINGS, f["rated_min"], "en"))
    facts = {"years_rated": str(f["rated_n"]), "last_due_year": str(due), "lowest": lowest[1]}
    if verdict == Verdict.UNKNOWN:
        gaps = f["rated_gaps"]
        tail = (
            (f", thiếu kết quả của {gaps} năm đã đến hạn", f", {gaps} due year(s) without a result")
            if gaps
            else ("", "")
        )
        return Reason(
            f"Mới có {f['rated_n']}/{years} năm được xếp loại tính đến năm {due}{tail[0]}.",
            f"{f['rated_n']} of {years} rated years on file up to {due}{tail[1]}.",
            facts, ("ratings",),
        )  # fmt: skip
    return Reason(
        f"{years} năm gần nhất đã đến hạn (đến năm {due}) mức thấp nhất là «{lowest[0]}», cần từ «{least[0]}» trở lên.",
        f"Lowest of the last {years} years due (to {due}) is '{lowest[1]}'; at least '{least[1]}' is needed.",
        facts,
    )


@writer("file_and_assets")
def _file(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    parts = file_parts(rule)
    words = {
        "file_complete": ("hồ sơ chưa đầy đủ", "file not complete"), "file_verified": ("hồ sơ chưa thẩm định", "file not verified"),
        "assets_declared": ("chưa kê khai tài sản", "assets not declared"), "assets_verified": ("bản kê khai chưa xác minh", "declaration not verified"),
    }  # fmt: skip
    facts = {p: "unknown" if f[p] is None else "yes" if f[p] else "no" for p in parts}
    months = rule.params.get("max_file_months")
    bad = [words[p] for p in parts if f[p] is False]
    if months and f["file_dated"] is not None:
        facts["file_dated"] = format_date(f["file_dated"])
        if f["file_dated"] < oldest(view.day, int(months)):
            bad.append(
                (
                    f"hồ sơ lập ngày {format_date(f['file_dated'])}, quá {months} tháng",
                    f"file dated {f['file_dated']}, older than {months} months",
                )
            )
    if verdict == Verdict.UNKNOWN:
        names = tuple(p for p in (*parts, *(("file_dated",) if months else ())) if f[p] is None)
        return lacking(names, facts)
    if bad:
        return Reason(f"{_capital('; '.join(b[0] for b in bad))}.", f"{_capital('; '.join(b[1] for b in bad))}.", facts)
    return Reason(
        "Hồ sơ, kê khai tài sản đầy đủ, đã thẩm định, xác minh.",
        "File and asset declaration complete and verified.",
        facts,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@writer("health")
def _health(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    months = rule.params.get("max_certificate_months") if f["move"] != "lateral_or_lower" else None
    facts = {
        "fit": "unknown" if f["health_fit"] is None else "yes" if f["health_fit"] else "no",
        "certificate": format_date(f["health_dated"]),
    }
    if verdict == Verdict.UNKNOWN:
        names = tuple(n for n in ("health_fit", *(("health_dated",) if months else ())) if f[n] is None)
        return lacking(names, facts)
    if f["health_fit"] is False:
        return Reason("Kết luận không đủ sức khỏe.", "Not fit for work.", facts)
    if verdict == Verdict.FORBIDDEN:
        return Reason(
            f"Giấy khám sức khỏe ngày {format_date(f['health_dated'])} đã quá {months} tháng.",
            f"Health certificate of {f['health_dated']} is older than {months} months.",
            facts,
        )
    return Reason("Đủ sức khỏe.", "Fit for work.", facts)


@writer("products_match")
def _products(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    if verdict == Verdict.UNKNOWN:
        return lacking(("products_match",))
    if verdict == Verdict.FORBIDDEN:
        return Reason(
            "Rà soát cho thấy kinh nghiệm, sản phẩm chưa phù hợp với chức vụ.",
            "Experience and products were reviewed as not matching.",
            {"products_match": "no"},
        )
    return Reason(
        "Kinh nghiệm, sản phẩm đã được rà soát là phù hợp.",
        "Experience and products reviewed as matching.",
        {"products_match": "yes"},
    )


@writer("no_blocks")
def _blocks(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    flags = tuple(rule.params["flags"])
    facts = {n: "unknown" if f[n] is None else "yes" if f[n] else "no" for n in flags}
    hit = [FLAG_WORDS[n] for n in flags if f[n]]
    if hit:
        return Reason(f"{_capital('; '.join(h[0] for h in hit))}.", f"{_capital('; '.join(h[1] for h in hit))}.", facts)
    if verdict == Verdict.UNKNOWN:
        return lacking(tuple(n for n in flags if f[n] is None), facts)
    return Reason("Không thuộc các trường hợp chưa xem xét, bổ nhiệm.", "None of the blocking cases.", facts)


_IF_REMEDIED = (", nếu đến khi đó đã khắc phục và được ghi nhận", ", if the remedy is recognised by then")
"""The rule asks for more than time, and the file does not say that it is done: no day is promised."""


@writer("discipline_window")
def _window(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    kind = (
        ("kỷ luật Đảng", "Party discipline")
        if rule.params["discipline_kind"] == "party"
        else ("kỷ luật hành chính", "administrative discipline")
    )
    lifts: list[date] = [d for r in REACHES if _bears(r, f) and (d := f[window_column(rule, r)]) is not None]
    doubts: list[date] = [
        d for r in REACHES if _bears(r, f) and (d := f[window_column(rule, r, doubtful=True)]) is not None
    ]
    running = [d for d in lifts if d > view.day]
    newer: date | None = f.get(newer_column(rule)) if lifts else None
    beside = {"considered_from_by_newer_rule": format_date(newer)} if newer else {}
    beside_vi = f" Theo quy định hiện hành sẽ là {format_date(newer)}." if newer else ""
    beside_en = f" By the rule now in force it would be {newer}." if newer else ""
    if running:
        until = max(running)
        open_ = rule.params.get("needs_remedy") and f.get(f"remedied:{rule.key}") is not True
        if_vi, if_en = _IF_REMEDIED if open_ else ("", "")
        return Reason(
            f"Còn trong thời hạn sau {kind[0]}, được xem xét từ {format_date(until)}{if_vi}.{beside_vi}",
            f"Within the waiting time after {kind[1]}; considered from {until}{if_en}.{beside_en}",
            {"considered_from": format_date(until), **beside}, (), None if open_ else until,
        )  # fmt: skip
    if verdict == Verdict.FORBIDDEN:
        return Reason(
            f"Đã hết thời hạn sau {kind[0]} nhưng việc khắc phục chưa được ghi nhận.",
            f"The time after {kind[1]} has passed but the remedy is not recognised.",
            {"remedied": "no"},
        )
    if verdict == Verdict.UNKNOWN:
        names = ("old_discipline",) if any(d > view.day for d in doubts) else ("remedied",)
        return Reason(
            f"Có quyết định {kind[0]}; chưa có: {missing_words(names)}.",
            f"There is a decision of {kind[1]}; not on file: {missing_words(names, 'en')}.",
            {},
            names,
        )
    if lifts:
        return Reason(
            f"Đã hết thời hạn sau {kind[0]} từ ngày {format_date(max(lifts))}.{beside_vi}",
            f"The time after {kind[1]} ended on {max(lifts)}.{beside_en}",
            {"considered_from": format_date(max(lifts)), **beside},
        )
    return Reason(f"Không còn thời hạn {kind[0]} nào cản trở.", f"No waiting time after {kind[1]}.")


def _bears(reach: str, f: Facts) -> bool:
    same = reach == "equal_or_higher" and f["move"] == "lateral_or_lower" and f["target_rank"] == f["current_rank"]
    return f["move"] in REACH_MOVES[reach] or same


@writer("discipline_without_window")
def _no_window(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    if verdict == Verdict.UNKNOWN:
        return Reason(rule.vi, rule.en, {}, ("rule_text", "serving_discipline"))
    return Reason("Không có quyết định kỷ luật nào thiếu thời hạn.", "No decision without a known end.")


@writer("flags_without_text", "leaving_without_text")
def _unspoken(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    if verdict == Verdict.UNKNOWN:
        set_ = {n: "yes" for n in rule.params.get("flags", ()) if f[n]}
        return Reason(rule.vi, rule.en, set_, ("rule_text",))
    return Reason("Không có việc nào mà văn bản trong kho không nói đến.", "Nothing that the texts on file leave out.")


@writer("post_standard")
def _standard(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    short, gone, facts = standard_parts(f)
    if short:
        return Reason(
            f"{_capital('; '.join(s[0] for s in short))}.", f"{_capital('; '.join(s[1] for s in short))}.", facts
        )
    if gone:
        return lacking(gone, facts)
    return Reason("Đạt tiêu chuẩn ghi trong hồ sơ vị trí.", "Meets the standard recorded for the post.", facts)


def standard_parts(f: Facts) -> tuple[list[tuple[str, str]], tuple[str, ...], dict[str, str]]:
    """What of the post's standard is not met, what is not known, and the facts compared."""
    short: list[tuple[str, str]] = []
    gone: list[str] = []
    facts: dict[str, str] = {}
    parts = (
        ("degree", "min_degree", "degree_rank", DEGREES),
        ("theory", "min_theory", "theory_rank", THEORY),
        ("state_management", "min_sm", "sm_rank", STATE_MANAGEMENT),
    )
    for name, need, have, codes in parts:
        if f[need] is None:
            continue
        facts[name] = f"{_label(codes, f[have], 'en')} / {_label(codes, f[need], 'en')}"
        if f[have] is None:
            gone.append(name)
        elif f[have] < f[need]:
            short.append(
                (
                    f"{codes.vi.lower()}: {_label(codes, f[have])}, cần từ {_label(codes, f[need])}",
                    f"{codes.en.lower()}: {_label(codes, f[have], 'en')}, at least {_label(codes, f[need], 'en')} needed",
                )
            )
    if f["majors_key"]:
        wanted = f["majors_key"].replace("|", ", ")
        facts["majors"] = wanted
        if f["major_fits"] is None:
            gone.append("major")
        elif not f["major_fits"]:
            short.append(
                (f"chuyên ngành không thuộc nhóm phù hợp ({wanted})", f"major is not among the fitting ones ({wanted})")
            )
    if f["needs_party"]:
        facts["party_member"] = "unknown" if f["is_party_member"] is None else "yes" if f["is_party_member"] else "no"
        if f["is_party_member"] is None:
            gone.append("party_member")
        elif not f["is_party_member"]:
            short.append(("vị trí yêu cầu đảng viên", "the post requires Party membership"))
    return short, tuple(gone), facts


@writer("title_standard")
def _title(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    p = rule.params
    need = THEORY.rank(p["min_theory"])
    facts = {"theory": _label(THEORY, f["theory_rank"], "en"), "theory_needed": p["min_theory"]}
    vi = f"Lý luận chính trị: {_label(THEORY, f['theory_rank'])}, cần từ {_label(THEORY, need)}"
    en = f"Political theory: {facts['theory']}, at least {p['min_theory']} needed"
    if "min_degree" in p:
        wanted = DEGREES.rank(p["min_degree"])
        facts["degree"] = _label(DEGREES, f["degree_rank"], "en")
        vi += f"; chuyên môn: {_label(DEGREES, f['degree_rank'])}, cần từ {_label(DEGREES, wanted)}"
        en += f"; degree: {facts['degree']}, at least {p['min_degree']} needed"
    names: tuple[str, ...] = ()
    if verdict == Verdict.UNKNOWN:
        if f["theory_rank"] is None:
            names += ("theory",)
        elif p.get("or_in_training"):
            names += ("theory_training",)
        elif p.get("below") == "unknown":
            names += ("rule_text",)
        if "min_degree" in p and f["degree_rank"] is None:
            names += ("degree",)
        vi += f"; chưa có: {missing_words(names)}"
        en += f"; not on file: {missing_words(names, 'en')}"
    return Reason(f"{vi}.", f"{en}.", facts, names)


@writer("position_change")
def _position(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    p = rule.params
    now, target = f["current_rank"], f["target_rank"]
    step = None if now is None else "higher" if target > now else "same" if target == now else "lower"
    if "step" in p and step is None:
        return lacking(("current_post",)) if verdict == Verdict.UNKNOWN else _other_step()
    if "step" in p and step != p["step"]:
        return _other_step()
    short, gone, facts = standard_parts(f) if p.get("framework") else ([], (), {})
    missing = list(gone)
    if p.get("framework") and f["framework"] == FRAMEWORK_BELOW:
        short.append(
            ("có năng lực thấp hơn mức tối thiểu của khung", "some competency is below the framework's minimum")
        )
    elif p.get("framework") and f["framework"] != FRAMEWORK_FITS:
        missing.append("framework")
    if "min_prev_rating" in p:
        facts["previous_rating"] = _label(RATINGS, f["prev_rating"], "en")
        least = RATINGS.rank(p["min_prev_rating"])
        if f["prev_rating"] is None:
            missing.append("prev_rating")
        elif least is not None and f["prev_rating"] < least:
            short.append(
                (
                    f"xếp loại năm liền kề: {_label(RATINGS, f['prev_rating'])}",
                    f"previous year rated {facts['previous_rating']}",
                )
            )
    for flag in p.get("flags", ()):
        if f[flag]:
            short.append(FLAG_WORDS[flag])
        elif f[flag] is None:
            missing.append(flag)
    if p.get("evidence") and not f["products_match"]:
        if f["products_match"] is None:
            missing.append("products_match")
        else:
            short.append(("sản phẩm công việc tương đương chưa được công nhận", "equivalent work not proven"))
    if p.get("needs_ground") and not f["asked"] and f["prev_rating"] != RATINGS.rank("failed"):
        missing.append("ground_lower")
    if short:
        return Reason(
            f"{_capital('; '.join(s[0] for s in short))}.", f"{_capital('; '.join(s[1] for s in short))}.", facts
        )
    if missing:
        return lacking(tuple(missing), facts)
    return Reason("Đáp ứng điều kiện bố trí vào vị trí này.", "Meets the conditions for this position.", facts)


def _other_step() -> Reason:
    return Reason("Không thuộc trường hợp của khoản này.", "Not the case of this clause.")


@writer("no_text")
def _no_text(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    return Reason(rule.vi, rule.en, {}, ("rule_text",))


@writer("status_change")
def _status(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    if verdict == Verdict.ALLOWED:
        return Reason("Cùng khối (cán bộ, công chức hoặc viên chức).", "Same service as the post.")
    if f["person_category"] is None:
        return lacking(("category",))
    return Reason(rule.vi, rule.en, {"person": f["person_category"], "post": f["post_category"]}, ("rule_text",))


@writer("leaves_leadership")
def _leaves(rule: Rule, f: Facts, verdict: Verdict, view: LawView) -> Reason:
    if verdict == Verdict.ALLOWED:
        return Reason("Không phải thôi giữ chức vụ lãnh đạo.", "No leading post is left.")
    return Reason(rule.vi, rule.en, {}, ("leaving_ground",))
