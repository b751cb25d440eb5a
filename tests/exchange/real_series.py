"""Layouts of readings that are really exported, rebuilt: heads as they stand there, readings made up.

- `FROM_UNTIL`: consumption history of a grid operator in Flanders (Fluvius, 2023—2025).
- `DAYS_ACROSS`: load curve of Enel Distribuzione (2024), a line a day with a column for each interval by both its ends.
- `DATE_AND_HOUR`: load curve of E-REDES (2024), below general data; here as text.
- `INVERTER`: five-minute export of SMA inverters (2025): heads of several rows, units alone in the last.
- `STANDS_IN_KWH`: export of HomeWizard (2022): heads say kWh, and the readings are stands of counters.
- `EACH_ITS_UNIT`: interval data of Ameren (2024), American dates, hours and quarter hours beside each other.
- `FACTOR`: export of Energie Manager Online (2025): codes of meters in a column of texts, a factor beside each reading.
  All seven as sample files in the public repository patrickvorgers/Home-Assistant-Import-Energy-Data.
- `STEEL`: quarter hours of a steel works, Steel Industry Energy Consumption (UCI, 2018; DAEWOO Steel, Gwangyang).
- `REGION`: load of a region by quarter hours, GB18030 (泰迪杯 2022 B 题 附件1).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise


def _times(first: str, count: int, minutes: int, form: str) -> list[str]:
    start = datetime.fromisoformat(first)
    return [(start + timedelta(minutes=minutes * n)).strftime(form) for n in range(count)]


def from_until(days: int = 1) -> str:
    """Two registers of a meter beside each other, the first hours without a reading, and gas in cubic metres."""
    lines = ["From (date);From (time);Until (date);Until (time);EAN code;Meter;Meter type;Register;Volume;Unit;"
             "Validation status;Description"]  # fmt: skip
    times = _times("2023-10-22T00:00", 96 * days + 1, 15, "%d/%m/%Y;%H:%M:%S")
    for n, (begin, end) in enumerate(pairwise(times)):
        for register, value in (("Offtake Day", f"{n % 7},250"), ("Injection Day", "0,500")):
            volume, state = (value, "Read") if n > 40 else ("", "No consumption")
            lines.append(
                f'{begin};{end};="541440000000000000";1SAG01;Digital meter;{register};{volume};kWh;{state};'
            )
        if n % 4 == 0:
            lines.append(f'{begin};{end};="541440000000000001";7FLO01;Digital meter;Offtake;1,000;m³;Read;')
    return "\ufeff" + "\n".join(lines) + "\n"


def days_across() -> str:
    """A month of days, 96 intervals each."""
    ends = [*_times("2024-09-01T00:00", 96, 15, "%H:%M"), "24:00"]
    heads = ";".join(f"{begin}-{end}" for begin, end in pairwise(ends))
    days = (f'"{day:02d}/09/2024";' + ";".join('"0,250"' for _ in range(96)) for day in range(1, 31))
    return f"Giorno;{heads}\n" + "\n".join(days) + "\n"


def date_and_hour() -> str:
    """Readings at the ends of quarter hours, dates and times apart, heads in Portuguese."""
    lines = ["Dados Gerais;;;;", ";;;;", "CPE;PT0002000000000000XX;;;", "Data de Início;2024-09-13;;;",
             "Data de Fim;2024-09-14;;;", "Intervalo;15 min;;;", ";;;;",
             "Contador;Data;Hora;Consumo registado, ativa (kW);Estado"]  # fmt: skip
    for each in _times("2024-09-13T00:15", 192, 15, "%Y/%m/%d;%H:%M"):
        lines.append(f"000001234567890;{each};4.0;Real")
    return "\n".join(lines) + "\n"


def inverter() -> str:
    """A counter at rest all night beside a power that is not there by night."""
    name, model = "STP8.0-3AV-40 622", "SUNNY TRIPOWER 8.0"
    lines = ["sep=,", "Version CSV3|Tool WebUI|Linebreaks CR/LF|Delimiter comma", "", f",{name},{name},{name}",
             f",{model},{model},{model}", ",XX,XX,XX", ",Metering.TotWhOut,GridMs.TotW (Avg),GridMs.PhV.phsA (Avg)",
             ",Analog,Analog,Analog", "DD.MM.YYYY hh:mm:ss,[Wh],[W],[V]"]  # fmt: skip
    for n, each in enumerate(_times("2025-06-30T00:00", 288 * 2, 5, "%d.%m.%Y %H:%M:%S")):
        day = 72 <= n % 288 < 216
        stand = 41919016 + 500 * (144 * (n // 288) + min(max(n % 288 - 72, 0), 144))
        lines.append(f"{each},{stand},{6000 if day else 'NaN'},{'231.5' if day else 'NaN'}")
    return "\r\n".join(lines) + "\r\n"


def stands_in_kwh() -> str:
    """Four counters, of which two run."""
    lines = ["time,Import T1 kWh,Import T2 kWh,Export T1 kWh,Export T2 kWh"]
    for n, each in enumerate(_times("2022-09-01T00:00", 96, 15, "%Y-%m-%d %H:%M")):
        lines.append(f"{each},{8350 + n / 4},{4650 + n / 8},3095.077,{7450 + n / 2}")
    return "\n".join(lines) + "\n"


def each_its_unit() -> str:
    """Hours in one column, quarter hours in the other, each with its unit."""
    lines = ["Name,Lin,,,,,,", "Start Date,03/30/2024,,,,,,", "End Date,03/31/2024,,,,,,", ",,,,,,,",
             "Start Interval Date/Time,Meter Id,Usage,Units,Interval,Usage,Units,Interval"]  # fmt: skip
    for n, each in enumerate(_times("2024-03-30T00:00", 96, 15, "%m/%d/%Y %H:%M")):
        hour = "2,kwh,60min" if n % 4 == 0 else "-,-,-"
        lines.append(f"{each},72600000,{hour},0.5,kwh,15min")
    return "\n".join(lines) + "\n"


def factor() -> str:
    """One counter of a meter by the day, another for a few hours, told apart by a code alone."""
    lines = ["", "name;ean;code;moment;moment-date;value;factor;type"]
    times = _times("2025-01-01T00:00", 400, 15, "%Y-%m-%d %H:%M:%S")
    for code, first, count in (("ellm", 35089902, 400), ("eltm", 33038920, 20)):
        for n, each in enumerate(times[:count]):
            lines.append(
                f"Hof18;871700000000000000;{code};{1735686000 + 900 * n};{each};{first + 250 * n};0.001;0"
            )
    return "\n".join(lines) + "\n"


def steel(mixed: bool = False) -> str:
    """Thirty days with the day of the week beside each reading; `mixed` as a spreadsheet leaves it."""
    lines = [
        "date,Usage_kWh,Lagging_Current_Reactive.Power_kVarh,CO2(tCO2),NSM,WeekStatus,Day_of_week,Load_Type"
    ]
    start = datetime.fromisoformat("2018-01-01T00:15")
    for n in range(30 * 96):
        at = start + timedelta(minutes=15 * n)
        text = (
            f"{at:%d/%m/%Y %H:%M}"
            if not mixed or at.day > 12
            else f"{at.year}-{at.day:02d}-{at.month:02d} {at:%H:%M}:00"
        )
        week, load = ("Weekday", "Light_Load") if at.weekday() < 5 else ("Weekend", "Medium_Load")
        lines.append(f"{text},{3 + n % 5}.5,2.95,0,{900 * (n % 96)},{week},{at:%A},{load}")
    return "\n".join(lines) + "\n"


def region() -> bytes:
    """A Chinese head with its unit in full-width brackets, dates without leading zeros."""
    lines = ["数据时间,总有功功率（kw）"]
    start = datetime.fromisoformat("2018-01-01T00:00")
    for n in range(192):
        at = start + timedelta(minutes=15 * n)
        lines.append(f"{at.year}/{at.month}/{at.day} {at.hour}:{at:%M},{244033.7682 - n}")
    return ("\r\n".join(lines) + "\r\n").encode("gb18030")
