"""The mechanism: processes, rules, fields, the fact snapshot and its fold. No Swedish law and no I/O."""
