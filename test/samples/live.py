"""What a person changes in a scored workbook: figures, a target, weights, and the order of a sheet. Usage: live.py IN OUT"""

import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])

cities = book["地市指标"]
cities["H5"] = 79.2
# A figure that was missing is reported after all, and one that was there is taken away.
cities["H59"] = 92.1
cities["H14"] = None

# Does not apply any more than before: now it does.
network = book["网络部指标"]
network["G6"] = 80.5
rows = [[network.cell(row, column).value for column in range(1, 8)] for row in range(5, 15)]
formats = [[network.cell(row, column).number_format for column in range(1, 8)] for row in range(5, 15)]
for place, row in enumerate(range(14, 4, -1)):
    for column in range(1, 8):
        network.cell(row, column).value = rows[place][column - 1]
        network.cell(row, column).number_format = formats[place][column - 1]

targets = book["目标"]
targets["G5"] = 83

tree = book["权重树"]
tree["F6"] = 10
tree["F7"] = 10

book.save(sys.argv[2])
